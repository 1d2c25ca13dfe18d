//! Paths in scenario files start from the folder of the file that says them.

use std::path::{Path, PathBuf};

/// `path`, which starts from the current folder, as a file in `folder` names it. A scenario that is in
/// no folder starts from the current one, too.
pub fn from_folder(path: &Path, folder: &Path) -> PathBuf {
    if folder == Path::new("") {
        return path.to_owned();
    }
    let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    let apart = whole(path).zip(whole(folder)).and_then(|(path, folder)| pathdiff::diff_paths(path, folder));
    apart.unwrap_or_else(|| path.to_owned())
}
