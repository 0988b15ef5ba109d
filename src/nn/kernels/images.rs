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
}
