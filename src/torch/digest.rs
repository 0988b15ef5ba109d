use sha2::{Digest, Sha256};

use super::LinearDraw;

/// SHA-256 over the float32 numbers of a net, little-endian, weight then bias of each layer: what
/// these lines print of a PyTorch net.
///
/// ```python
/// import hashlib
/// bytes = b"".join(p.detach().numpy().tobytes() for p in net.parameters())
/// print(hashlib.sha256(bytes).hexdigest())
/// ```
///
/// ```
/// use verigrad::torch::{Generator, Initialisation, digest, network};
///
/// let net = network(&mut Generator::seeded(0), &[784, 30, 10], Initialisation::XavierNormal);
/// assert_eq!(digest(&net).len(), 64);
/// ```
pub fn digest(net: &[LinearDraw]) -> String {
    let mut hash = Sha256::new();
    for number in net.iter().flat_map(|draw| draw.weight.iter().chain(&draw.bias)) {
        hash.update(number.to_le_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
