//! Files are written whole or not at all: to a temporary file in the same folder, synchronised, then
//! renamed over the target.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// Puts `bytes` at `path`. On any failure an old file stays as it was and no new one is left.
///
/// # Errors
/// What is in the way.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link keeps pointing where it points.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if let Ok(known) = fs::metadata(&target)
        && !known.is_file()
    {
        return write_into(&target, bytes);
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    temporary(&folder, &target, bytes)?.persist(&target).map_err(|error| error.error)?;
    synchronise(&folder);
    Ok(())
}

/// Puts `bytes` at `name` in `folder`, where nothing of that name may be, not even a link.
///
/// # Errors
/// `AlreadyExists`, or what else is in the way.
pub fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let target = folder.join(name);
    temporary(folder, &target, bytes)?.persist_noclobber(&target).map_err(|error| error.error)?;
    synchronise(folder);
    Ok(())
}

fn temporary(folder: &Path, target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = Builder::new().prefix(".purview-").permissions_like(target).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// A rename lasts only once the folder is synchronised; not every file system can.
fn synchronise(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// That of an output file; none for standard output.
pub fn folder(output: Option<&Path>) -> &Path {
    match output.filter(|path| *path != Path::new("-")).and_then(Path::parent) {
        Some(parent) if parent == Path::new("") => Path::new("."),
        Some(parent) => parent,
        None => Path::new(""),
    }
}

/// Devices and pipes cannot be replaced.
fn write_into(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(target)?;
    file.write_all(bytes)?;
    file.flush()
}

trait PermissionsLike {
    /// Those of the file that is replaced, else the usual ones of a new file.
    fn permissions_like(&mut self, target: &Path) -> &mut Self;
}

impl PermissionsLike for Builder<'_, '_> {
    fn permissions_like(&mut self, target: &Path) -> &mut Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The process's mask still applies.
            let usual = fs::Permissions::from_mode(0o666);
            self.permissions(fs::metadata(target).map_or(usual, |known| known.permissions()));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_a_file_as_a_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.json");
        write_whole(&path, b"old and long").expect("written");
        write_whole(&path, b"new").expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn leaves_nothing_where_it_cannot_write() {
        let folder = tempfile::tempdir().expect("a folder");
        let blocked = folder.path().join("file");
        fs::write(&blocked, "x").expect("written");
        assert!(write_whole(&blocked.join("below"), b"new").is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_replaces_nothing_and_follows_no_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        write_new(folder.path(), "plan.json", b"old").expect("written");
        let linked = outside.path().join("linked.json");
        std::os::unix::fs::symlink(&linked, folder.path().join("link.json")).expect("a link to nothing");
        for name in ["plan.json", "link.json"] {
            let error = write_new(folder.path(), name, b"new").expect_err("it is there");
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        }
        assert_eq!(fs::read(folder.path().join("plan.json")).expect("there"), b"old");
        assert!(!linked.exists());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    }

    #[test]
    fn a_full_device_is_an_error() {
        if Path::new("/dev/full").exists() {
            assert!(write_whole(Path::new("/dev/full"), b"new").is_err());
        }
    }
}
