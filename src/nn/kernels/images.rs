//! Images as lists of their lit pixels.

/// Images of one split: for each the pixels that are not zero, in ascending order. About 150
/// of 784 are lit in MNIST; leaving the others out changes no sum.
#[derive(Clone, Debug)]
pub struct LitPixels {
    /// Where each image's pixels start; one more than there are images.
    starts: Vec<u32>,
    /// Index of the pixel in its image.
    pixels: Vec<u16>,
    /// Brightness, in 0..=1.
    values: Vec<f32>,
    labels: Vec<u8>,
    inputs: usize,
}

impl LitPixels {
    /// From whole images of `inputs` values each. At most 65,536 inputs.
    pub fn new(inputs: usize, images: impl Iterator<Item = (u8, Vec<f32>)>) -> Self {
        let mut lit = Self {
            starts: vec![0],
            pixels: Vec::new(),
            values: Vec::new(),
            labels: Vec::new(),
            inputs,
        };
        for (label, image) in images {
            for (pixel, &value) in image.iter().enumerate().take(inputs) {
                if value != 0.0 {
                    lit.pixels.push(pixel as u16);
                    lit.values.push(value);
                }
            }
            lit.starts.push(lit.pixels.len() as u32);
            lit.labels.push(label);
        }
        lit
    }

    /// How many images.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Values in an image.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The class of an image.
    #[inline(always)]
    pub fn label(&self, image: usize) -> usize {
        usize::from(self.labels[image])
    }

    /// The lit pixels of an image and their values.
    #[inline(always)]
    pub fn image(&self, image: usize) -> (&[u16], &[f32]) {
        let range = self.starts[image] as usize..self.starts[image + 1] as usize;
        (&self.pixels[range.clone()], &self.values[range])
    }

    /// Asks for the lists of images that the next batch takes: they lie anywhere in 54 MB, and
    /// a step that waits for memory at each image takes a third longer.
    #[inline(always)]
    pub fn prefetch(&self, images: &[u32]) {
        for &image in images {
            let (pixels, values) = self.image(image as usize);
            prefetch(pixels);
            prefetch(values);
        }
    }
}

/// Asks for every cache line of a slice; nothing on processors other than x86-64.
#[inline(always)]
#[allow(unsafe_code)]
fn prefetch<E>(slice: &[E]) {
    #[cfg(target_arch = "x86_64")]
    for line in slice.chunks(64 / size_of::<E>()) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch reads and writes nothing, whatever the address; this one lies in
        // a slice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = slice;
}
