//! What is known of TeX macros.

/// The second argument of a macro.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Second {
    /// The unit of a quantity.
    Unit,
    /// What a fraction is divided by.
    Denominator,
}

/// What a macro is.
pub(super) enum Kind {
    /// The number reader knows it.
    Stays,
    /// Its argument is what it says.
    Wraps { opening: &'static str, closing: &'static str, second: Option<Second> },
    /// It and its argument say nothing.
    Drops,
    /// A sign or a blank.
    Sign(&'static str),
}

/// What the macro of that name is.
pub(super) fn kind(name: &str) -> Kind {
    let wraps = |second| Kind::Wraps { opening: "", closing: "", second };
    match name {
        "times" | "cdot" => Kind::Stays,
        "num" | "code" | "texttt" | "textbf" | "emph" | "textit" | "text" | "textrm" | "mathrm"
        | "mathbf" | "mathit" | "operatorname" | "underline" | "bm" | "boldsymbol" | "mbox"
        | "ensuremath" | "textsc" | "mathtt" | "hl" | "boxed" | "textsf" => wraps(None),
        "SI" | "qty" => wraps(Some(Second::Unit)),
        "frac" | "dfrac" | "tfrac" => wraps(Some(Second::Denominator)),
        "footnote" => Kind::Wraps { opening: " (", closing: ")", second: None },
        "label" | "ref" | "eqref" | "cite" | "includegraphics" | "vspace" | "hspace"
        | "pageref" | "autoref" | "cref" | "Cref" | "url" | "href" => Kind::Drops,
        _ => Kind::Sign(sign(name)),
    }
}

/// The sign that a macro without an argument stands for; a blank for one that is not known.
fn sign(name: &str) -> &'static str {
    match name {
        "lVert" | "rVert" | "Vert" => "‖",
        "left" | "right" | "bigl" | "bigr" | "big" | "Big" | "Bigl" | "Bigr" | "bfseries"
        | "bf" | "it" | "tt" | "displaystyle" | "centering" | "small" | "footnotesize"
        | "noindent" | "par" => "",
        "eta" => "η",
        "theta" => "θ",
        "nabla" => "∇",
        "approx" => "≈",
        "sim" => "~",
        "alpha" => "α",
        "beta" => "β",
        "mu" => "μ",
        "lambda" => "λ",
        "epsilon" | "varepsilon" | "eps" => "ε",
        "le" | "leq" => "≤",
        "ge" | "geq" => "≥",
        "lt" => "<",
        "gt" => ">",
        "to" | "rightarrow" => "→",
        "quad" => "  ",
        "qquad" => "   ",
        "dots" | "ldots" => "…",
        "pm" => "±",
        "infty" => "∞",
        "ell" => "l",
        "star" | "ast" => "*",
        "colon" => ":",
        "mid" => "|",
        "log" => "log",
        "percent" => "%",
        _ => " ",
    }
}
