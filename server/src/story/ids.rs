//! Ids derived from names, so that the same world has the same ids everywhere.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid, Variant, Version};

/// The id of something of one company, by kind and natural key.
pub fn derived(company: &str, kind: &str, key: &str) -> Uuid {
    let mut hash = Sha256::new();
    for part in ["peerchamps story", company, kind, key] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Builder::from_bytes(bytes).with_variant(Variant::RFC4122).with_version(Version::Custom).into_uuid()
}
