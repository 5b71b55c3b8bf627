//! The server's own key: signs cursors, seals what a browser keeps for us, hashes tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// So much of the MAC stands in the key of a link.
const LINK_MAC_BYTES: usize = 16;

/// Derives one key per purpose from the configured secret. Cheap to clone.
#[derive(Clone)]
pub struct Secrets {
    root: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    pub fn new(root: [u8; 32]) -> Self {
        Self { root }
    }

    /// A fixed key for tests.
    #[cfg(any(test, feature = "testing"))]
    pub fn for_tests() -> Self {
        Self::new([7; 32])
    }

    /// HMAC-SHA-256 of the parts under the key of this purpose. Parts are length-prefixed, so that
    /// moving a byte from one to the next changes the result.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        self.keyed(purpose, parts).finalize().into_bytes().into()
    }

    /// Compares the first bytes of the MAC in constant time.
    pub fn verify_prefix(&self, purpose: &str, parts: &[&[u8]], prefix: &[u8]) -> bool {
        !prefix.is_empty() && self.keyed(purpose, parts).verify_truncated_left(prefix).is_ok()
    }

    /// A key for a link, made from an id and its MAC, so that only its hash is kept and a later mail can
    /// carry it again.
    pub fn link_key(&self, purpose: &str, id: Uuid) -> String {
        let mac = self.mac(purpose, &[id.as_bytes()]);
        URL_SAFE_NO_PAD.encode([id.as_bytes().as_slice(), &mac[..LINK_MAC_BYTES]].concat())
    }

    /// Whether `link_key` made it; a key that was cut off or mistyped is none.
    pub fn is_link_key(&self, purpose: &str, key: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(key) else { return false };
        match bytes.split_at_checked(16) {
            Some((id, mac)) => mac.len() == LINK_MAC_BYTES && self.verify_prefix(purpose, &[id], mac),
            None => false,
        }
    }

    /// Encrypts and signs bytes for one purpose; text that fits a cookie.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> anyhow::Result<String> {
        let nonce: [u8; 24] = rand::random();
        let sealed = self
            .cipher(purpose)
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: purpose.as_bytes() })
            .map_err(|_| anyhow::anyhow!("sealing failed"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what `seal` made for the same purpose; anything else is `None`.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, body) = bytes.split_at_checked(24)?;
        let nonce: [u8; 24] = nonce.try_into().ok()?;
        self.cipher(purpose).decrypt(&XNonce::from(nonce), Payload { msg: body, aad: purpose.as_bytes() }).ok()
    }

    #[expect(clippy::expect_used, reason = "HMAC is defined for keys of any length")]
    fn keyed(&self, purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.derived(purpose)).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived(purpose).into())
    }

    fn derived(&self, purpose: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"peerchamps/")
            .chain_update(purpose)
            .chain_update([0])
            .chain_update(self.root)
            .finalize()
            .into()
    }
}

/// A new token for a cookie or a link, and the hash that is stored in its place.
pub fn new_token() -> (String, Vec<u8>) {
    let bytes: [u8; 32] = rand::random();
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash_token(&token);
    (token, hash)
}

/// What is stored in place of a token. A token is random and long, so a plain hash is enough.
pub fn hash_token(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_only() {
        let secrets = Secrets::for_tests();
        let sealed = secrets.seal("flash", b"typed values").unwrap();

        assert_eq!(secrets.open("flash", &sealed).as_deref(), Some(b"typed values".as_slice()));
        assert_eq!(secrets.open("other", &sealed), None);
        assert_eq!(Secrets::new([8; 32]).open("flash", &sealed), None);
        assert_eq!(secrets.open("flash", &sealed[1..]), None);
        assert_eq!(secrets.open("flash", ""), None);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let secrets = Secrets::for_tests();

        assert_ne!(secrets.mac("p", &[b"ab", b"c"]), secrets.mac("p", &[b"a", b"bc"]));
    }
}
