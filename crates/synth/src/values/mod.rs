//! Values that a stranger could use, valid by the rules of the place they are from, and never anybody's on purpose:
//! all digits are chance. Beside them the counterparts that look alike and are not valid.

pub mod bank;
pub mod card;
pub mod coords;
pub mod date;
pub mod phone;
