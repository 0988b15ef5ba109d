//! What is asked of an optimiser.

use std::fmt;

macro_rules! properties {
    ($($(#[doc = $doc:literal])+ $name:ident = $label:literal;)+) => {
        /// A property, with the number it has in the tables of the documentation: P1 to P11 are
        /// those with known faults in the field, numbers alone are the forty of the suite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Property {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Property {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its number.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }

            /// What it says.
            pub fn statement(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

properties! {
    /// two fresh runs are the same, to the bit
    Repeatable = "P0";
    /// every step is the convention's
    EveryStep = "C";
    /// a coupled decay is an added penalty: step(θ, g) = step(0, g + λθ)
    CoupledDecayIsAPenalty = "P1";
    /// a decoupled decay without a gradient leaves θ(1 - ηλ)
    DecoupledDecayAlone = "P2, 27";
    /// a decoupled decay and the step add, both from the old θ
    DecoupledDecayAdds = "P3";
    /// constant gradients: Adam moves by the rate at every step
    ConstantGradient = "P4, 19";
    /// where epsilon is: steps at gradients of its own size
    EpsilonPlace = "P5, 18";
    /// the first velocity, and the geometric sum that it grows to
    VelocityOfConstantGradients = "P6, 10";
    /// AMSGrad's maximum stays after a spike
    LargestStays = "P7, 26";
    /// every other path of the same rule takes the same steps
    PathsAgree = "P8";
    /// a schedule has its end points and its count of steps
    ScheduleEndsAndCount = "P9";
    /// a sum is n times a mean
    SumIsCountTimesMean = "P11";
    /// descent on a quadratic: the error is a power
    PowersOnAQuadratic = "1";
    /// a step on a smooth function lowers it by η(1 - Lη/2)g² at least
    DescentOfASmoothFunction = "2";
    /// above 2/L the error grows by |1 - ηL| a step
    GrowthAboveTheThreshold = "3";
    /// at the rate 2/(L + μ) both ends shrink alike
    BestRate = "4";
    /// the heavy ball settles below its threshold and not above
    HeavyBallThreshold = "5";
    /// the best heavy ball shrinks by √μ a step
    BestHeavyBall = "6";
    /// Nesterov's momentum settles below its threshold and not above
    NesterovThreshold = "7";
    /// an average is a heavy ball at the rate η(1 - μ)
    AverageIsASmallerRate = "8";
    /// without momentum it is gradient descent, to the bit
    NoMomentumIsDescent = "9";
    /// after a change of rate, the velocity is that of its form
    RateChange = "11";
    /// steps are linear in the gradients
    Linear = "12";
    /// without a decay, where the origin lies does not matter
    OriginIsAnywhere = "13";
    /// descent turns with the gradients; a rule by coordinates must not
    Rotation = "14";
    /// gradients of another unit (2ᵏ) move by that much more, to the bit
    GradientUnit = "15";
    /// the heavy ball can cycle on a convex function
    Cycle = "16";
    /// saved and continued is uninterrupted, to the bit
    Resumption = "17";
    /// without epsilon the unit of the gradients does not matter
    UnitFree = "20";
    /// no step is longer than the weights of its means allow
    LongestStep = "21";
    /// steps are odd in gradient and parameter, to the bit
    Odd = "22a";
    /// a parameter moves as it would alone, at every number of parameters
    CoordinatesApart = "22b";
    /// without a memory Adam is descent along signs
    SignDescent = "23";
    /// without a gradient nothing moves
    RestsWithoutAGradient = "24";
    /// Reddi's gradients take Adam to the worst point, and AMSGrad to the best
    Reddi = "25";
    /// the floor of Rosenbrock's valley holds a rule up to its threshold
    Rosenbrock = "40";
}

impl fmt::Display for Property {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.label(), self.statement())
    }
}
