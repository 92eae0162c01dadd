//! The smallest photo that a camera's metadata can live in.

/// A grey 8 x 8 JPEG. With `gps` (degrees, south and west negative) it holds an EXIF block that says where it was
/// taken, to a ten-thousandth of an arc second; without, it holds none.
pub fn photo(gps: Option<(f64, f64)>) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    if let Some((latitude, longitude)) = gps {
        let exif = exif(latitude, longitude);
        segment(&mut out, 0xe1, &exif);
    }
    segment(&mut out, 0xdb, &[&[0][..], &[16; 64]].concat());
    // 8 x 8 pixels, one component of 8 bits.
    segment(&mut out, 0xc0, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    // One DC code and one AC code, one bit each: "no change" and "end of block".
    segment(&mut out, 0xc4, &huffman(0x00));
    segment(&mut out, 0xc4, &huffman(0x10));
    segment(&mut out, 0xda, &[1, 1, 0, 0, 63, 0]);
    // Both codes are the bit 0; the byte is filled up with ones.
    out.extend([0b0011_1111, 0xff, 0xd9]);
    out
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend([0xff, marker]);
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
}

/// A table with the one symbol 0 under a code of one bit.
fn huffman(class: u8) -> Vec<u8> {
    let mut table = vec![class, 1];
    table.extend([0; 15]);
    table.push(0);
    table
}

/// `Exif`, then a little-endian TIFF with one directory that points to a GPS directory.
fn exif(latitude: f64, longitude: f64) -> Vec<u8> {
    const IFD0: u32 = 8;
    const GPS: u32 = IFD0 + 2 + 12 + 4;
    const NUMBERS: u32 = GPS + 2 + 5 * 12 + 4;
    let mut tiff = b"II\x2a\0".to_vec();
    tiff.extend(IFD0.to_le_bytes());
    tiff.extend(1_u16.to_le_bytes());
    entry(&mut tiff, 0x8825, 4, 1, GPS.to_le_bytes());
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(5_u16.to_le_bytes());
    entry(&mut tiff, 0, 1, 4, [2, 3, 0, 0]);
    entry(&mut tiff, 1, 2, 2, [if latitude < 0.0 { b'S' } else { b'N' }, 0, 0, 0]);
    entry(&mut tiff, 2, 5, 3, NUMBERS.to_le_bytes());
    entry(&mut tiff, 3, 2, 2, [if longitude < 0.0 { b'W' } else { b'E' }, 0, 0, 0]);
    entry(&mut tiff, 4, 5, 3, (NUMBERS + 24).to_le_bytes());
    tiff.extend(0_u32.to_le_bytes());
    for degrees in [latitude, longitude] {
        rationals(&mut tiff, degrees.abs());
    }
    [&b"Exif\0\0"[..], &tiff].concat()
}

fn entry(tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: [u8; 4]) {
    tiff.extend(tag.to_le_bytes());
    tiff.extend(kind.to_le_bytes());
    tiff.extend(count.to_le_bytes());
    tiff.extend(value);
}

/// Degrees, minutes and seconds, the seconds in ten-thousandths.
fn rationals(tiff: &mut Vec<u8>, degrees: f64) {
    let units = libm::round(degrees * 36_000_000.0) as u64;
    let parts = [(units / 36_000_000, 1), (units / 600_000 % 60, 1), (units % 600_000, 10_000)];
    for (numerator, denominator) in parts {
        tiff.extend((numerator as u32).to_le_bytes());
        tiff.extend((denominator as u32).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_follow_each_other_to_the_end() {
        for gps in [None, Some((-33.91234, 151.2)), Some((54.5, -3.04321))] {
            let bytes = photo(gps);
            assert_eq!(bytes[..2], [0xff, 0xd8]);
            let (mut at, mut markers) = (2, Vec::new());
            loop {
                assert_eq!(bytes[at], 0xff);
                markers.push(bytes[at + 1]);
                if bytes[at + 1] == 0xda {
                    break;
                }
                at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
            }
            assert_eq!(markers.contains(&0xe1), gps.is_some());
            assert_eq!(bytes[bytes.len() - 2..], [0xff, 0xd9]);
        }
    }

    #[test]
    fn a_reader_of_photos_finds_the_place_again() {
        for place in [(-33.91234, 151.20009), (52.05123, -101.35017), (0.00019, -0.00011)] {
            let source = nom_exif::MediaSource::from_memory(photo(Some(place))).unwrap();
            let exif: nom_exif::Exif = nom_exif::MediaParser::new().parse_exif(source).unwrap().into();
            let gps = exif.gps_info().unwrap();
            assert!((gps.latitude_decimal().unwrap() - place.0).abs() < 1e-7, "{place:?}");
            assert!((gps.longitude_decimal().unwrap() - place.1).abs() < 1e-7, "{place:?}");
        }
    }
}
