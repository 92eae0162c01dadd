//! What pictures and films tell about where and with what they were made (EXIF, QuickTime). Only the first part of a
//! file is read, and only what could tell a stranger something is kept.

use std::io::Read;

use event::{At, Gps, GpsSource, Media, MediaKind, Words};
use nom_exif::{Exif, ExifTag, MediaParser, MediaSource};

use crate::reading::{Out, UnitRead};

/// How much of a file is looked at. Cameras write their metadata first.
const HEAD_BYTES: u64 = 512 << 10;

/// Reads the metadata of one file. A file without any, or of an unknown kind, is read with nothing in it. Its address
/// is its own name, by which the record that describes the same picture is found.
pub fn read(reader: impl Read, name: &str, out: &mut Out<'_>, read: &mut UnitRead) {
    let Ok(source) = MediaSource::unseekable(reader.take(HEAD_BYTES)) else { return };
    let is_film = matches!(source.kind(), nom_exif::MediaKind::Track);
    let mut parser = MediaParser::new();
    let (gps, device) = if is_film {
        let track = parser.parse_track(source).ok();
        (track.as_ref().and_then(|track| place(track.gps_info()?)), None)
    } else {
        let exif: Option<Exif> = parser.parse_exif(source).ok().map(Into::into);
        let device =
            exif.as_ref().and_then(|exif| exif.get(ExifTag::CameraSerialNumber)?.as_str().map(str::to_owned));
        (exif.as_ref().and_then(|exif| place(exif.gps_info()?)), device)
    };
    if gps.is_none() && device.is_none() {
        return;
    }
    read.records = 1;
    let media = Media {
        platform: out.platform(),
        kind: if is_film { MediaKind::Video } else { MediaKind::Photo },
        at: At::NONE,
        audience: out.context.posts_audience(),
        uri: Some(Words::from(name)),
        gps,
        device: device.map(Words::from),
        origin: event::Origin { record: 1, ..out.origin() },
    };
    out.sink().media(&media);
}

fn place(info: &nom_exif::GPSInfo) -> Option<Gps> {
    Gps::new(centimetres(info.latitude_decimal()?), centimetres(info.longitude_decimal()?), GpsSource::File)
}

/// Degrees to seven decimals, about a centimetre: what lies behind them is the arithmetic of degrees and minutes.
fn centimetres(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}
