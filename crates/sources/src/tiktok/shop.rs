//! What was paid: gifts, coins, orders; and what the shop knows.

use archive::Frame;
use event::{Audience, Basis, Channel, Direction, ProfileKey, Words};

use super::channels::{COINS, GIFT, ORDER, PRODUCT};
use super::profile::send;
use super::records::{Row, nested};
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

/// Coins are what TikTok counts in; what they cost is not told.
fn in_coins(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel, direction: Direction) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let mut event = out.event(channel, direction, at);
    event.amount = row.get(&["CoinAmount"]).and_then(|amount| amount.as_float());
    event.currency = event.amount.map(|_| Words::from("coins"));
    out.send(event);
    Ok(())
}

/// A gift in a live. To whom is not told.
pub fn gift(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    in_coins(frame, out, &GIFT, Direction::Outgoing)
}

pub fn coins(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    in_coins(frame, out, &COINS, Direction::Own)
}

/// An order, and where it went. The key is its number. A receiver may be somebody else, so no name is taken.
pub fn order(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let receivers = nested(frame.bytes, "Receiver")?;
    let at = row.at("order_date", out);
    let mut event = out.event(&ORDER, Direction::Own, at);
    let key = || frame.key.and_then(|key| serde_json::from_str::<String>(key).ok()).map(Words::from);
    event.item = row.text(&["order_number"]).or_else(key);
    out.send(event);
    for receiver in receivers {
        for (field, key) in [("Phone", ProfileKey::Phone), ("Address", ProfileKey::Address)] {
            // A phone number may be masked.
            if let Some(value) = receiver.text(&[field]).filter(|value| !value.expose().contains('*')) {
                send(out, key, value, Audience::Private, Basis::Stated);
            }
        }
    }
    Ok(())
}

/// A product that was looked at.
pub fn product(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("browsing_date", out);
    let event = out.event(&PRODUCT, Direction::Own, at);
    out.send(event);
    Ok(())
}

/// An address; the platform writes the key with one d.
pub fn address(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    if let Some(value) = row.text(&["adress_info", "address_info"]) {
        send(out, ProfileKey::Address, value, Audience::Private, Basis::Stated);
    }
    Ok(())
}
