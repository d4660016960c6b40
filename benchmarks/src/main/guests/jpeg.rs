//! Decodes the same picture again and again, with the crate jpeg-decoder; the result is a checksum of some of the bytes.

static PICTURE: &[u8] = include_bytes!("picture.jpg");

/// Odd, so that all colours are among the bytes.
const EVERY: usize = 61;

#[no_mangle]
pub extern "C" fn jpeg(times: i64) -> i64 {
    let mut sum: u64 = 0;
    for _ in 0..times {
        let pixels = jpeg_decoder::Decoder::new(PICTURE).decode().expect("it is a picture");
        for byte in pixels.iter().step_by(EVERY) {
            sum = sum.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }
    sum as i64
}
