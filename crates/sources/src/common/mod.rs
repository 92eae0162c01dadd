//! Repairs and readings that several platforms need.

pub mod archive_name;
pub mod google_time;
pub mod html;
pub mod labels;
pub mod markup;
pub mod media_file;
pub mod mentions;
pub mod meta;
pub mod meta_messages;
pub mod meta_post;
pub mod meta_text;
pub mod profile_labels;
pub mod repair;
pub mod row;
pub mod scalar;
pub mod time;
