//! Files, written whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diagnostic::InputError;

/// A folder that results go to; known to be writable before any work starts.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
}

impl OutputFolder {
    /// Makes the folder if it is not there and tries whether it can be written to.
    ///
    /// # Errors
    /// It cannot be made or written to.
    pub fn prepare(path: &Path) -> Result<Self, InputError> {
        let fail = |source| InputError::file("write to", path, source);
        std::fs::create_dir_all(path).map_err(fail)?;
        NamedTempFile::new_in(path).map_err(fail)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Writes all files beside their places first, then moves each into place.
    ///
    /// # Errors
    /// The first file that could not be written; then none has been replaced, unless the
    /// last move itself failed.
    pub fn write(&self, files: &[(&str, &str)]) -> Result<(), InputError> {
        let mut ready = Vec::new();
        for (name, contents) in files {
            let target = self.path.join(name);
            let fail = |source| InputError::file("write to", &target, source);
            if target.is_dir() {
                return Err(fail(std::io::Error::other("there is a folder of that name")));
            }
            let mut file = NamedTempFile::new_in(&self.path).map_err(fail)?;
            file.write_all(contents.as_bytes()).map_err(fail)?;
            allow_reading(&file).map_err(fail)?;
            ready.push((file, target));
        }
        for (file, target) in ready {
            file.persist(&target)
                .map_err(|error| InputError::file("write to", &target, error.error))?;
        }
        Ok(())
    }

    /// Where a file of the folder is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

/// Temporary files are private; results are for whoever may read the folder.
pub(crate) fn allow_reading(file: &NamedTempFile) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
