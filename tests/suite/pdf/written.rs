//! PDFs as plain as they get: one font that every reader has, and pages that say where each word
//! is.

/// Pages of A4, in points.
pub const HEIGHT: f64 = 842.0;

/// Draws a text with its left end and baseline there, from the lower left corner.
pub fn text(left: f64, baseline: f64, size: f64, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /F {size} Tf {left} {baseline} Td ({text}) Tj ET\n")
}

/// Lines of one size from the top, 14 points apart.
pub fn lines(lines: &[&str]) -> String {
    let line =
        |(at, line): (usize, &&str)| text(70.0, HEIGHT - 80.0 - 14.0 * at as f64, 11.0, line);
    lines.iter().enumerate().map(line).collect()
}

/// A file of pages that are drawn so.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (index, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {} 0 R \
             /Resources << /Font << /F 3 0 R >> >> >>",
            5 + 2 * index
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    file(&objects)
}

/// A file of objects, the first of which is the catalogue.
pub fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (table, count) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {count}\n0000000000 65535 f \n");
    starts.iter().for_each(|start| file += &format!("{start:010} 00000 n \n"));
    file += &format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}
