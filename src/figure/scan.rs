use crate::figure::Figure;
pub fn scan(_: &str) -> Vec<Figure> {
    Vec::new()
}
