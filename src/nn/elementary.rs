use crate::arithmetic::Real;

/// The transcendental functions that nets need, the same bits on every machine: the `libm`
/// crate's, which is compiled from the same source everywhere.
pub trait Elementary: Real {
    /// eˣ.
    fn exponential(self) -> Self;
    /// ln x.
    fn logarithm(self) -> Self;
    /// tanh x.
    fn hyperbolic_tangent(self) -> Self;
    /// As an f64, exactly.
    fn wide(self) -> f64;
}

impl Elementary for f64 {
    fn exponential(self) -> Self {
        libm::exp(self)
    }

    fn logarithm(self) -> Self {
        libm::log(self)
    }

    fn hyperbolic_tangent(self) -> Self {
        libm::tanh(self)
    }

    fn wide(self) -> f64 {
        self
    }
}

impl Elementary for f32 {
    fn exponential(self) -> Self {
        libm::expf(self)
    }

    fn logarithm(self) -> Self {
        libm::logf(self)
    }

    fn hyperbolic_tangent(self) -> Self {
        libm::tanhf(self)
    }

    fn wide(self) -> f64 {
        f64::from(self)
    }
}
