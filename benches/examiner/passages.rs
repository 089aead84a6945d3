pub(crate) fn run(_: &crate::Options) {}
