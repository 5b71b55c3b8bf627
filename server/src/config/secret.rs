//! The key that seals cookies and signs cursors, where no variable names one.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The key of this installation: made at the first start, readable by its owner only.
pub(super) fn kept_key(folder: &Path) -> anyhow::Result<[u8; 32]> {
    let path = folder.join("secret.key");
    std::fs::create_dir_all(folder)?;
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            let key: [u8; 32] = rand::random();
            file.write_all(STANDARD.encode(key).as_bytes())?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let bytes = STANDARD.decode(std::fs::read_to_string(&path)?.trim())?;
            bytes.try_into().map_err(|_| anyhow::anyhow!("{} does not hold 32 bytes", path.display()))
        }
        Err(error) => Err(error.into()),
    }
}
