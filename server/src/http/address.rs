//! Where a request came from. Behind a proxy the socket's other end is the proxy; the proxy says who asked it, and is
//! believed only when the configuration names it.

use std::net::IpAddr;
use std::str::FromStr;

use http::{HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// One address, or all that begin alike: `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                own.to_bits() & mask == other.to_bits() & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                own.to_bits() & mask == other.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// Not an address and not a network.
#[derive(Debug)]
pub struct NoNetwork;

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| NoNetwork)?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NoNetwork)?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(whole);
        if prefix > whole { Err(NoNetwork) } else { Ok(Self { address, prefix }) }
    }
}

/// Whoever asked: the last address that no trusted proxy stands for, read from the end, because everything before it was
/// written by whoever wanted to.
pub(super) fn of_request(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_proxy = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let lines: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).collect();
    let mut from = peer.to_canonical();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_proxy(from) {
            break;
        }
        let Some(address) = hop_address(hop.trim()) else { break };
        from = address.to_canonical();
    }
    from
}

/// An address, with or without a port.
fn hop_address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn networks(text: &str) -> Vec<Network> {
        text.split_whitespace().map(|network| network.parse().unwrap()).collect()
    }

    fn from(peer: &str, forwarded: &[&str], trusted: &str) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        of_request(peer.parse().unwrap(), &headers, &networks(trusted)).to_string()
    }

    #[test]
    fn the_last_address_that_no_trusted_proxy_stands_for_is_whoever_asked() {
        let table: [(&str, &[&str], &str, &str); 10] = [
            // Nobody is believed unless they are named.
            ("203.0.113.9", &["198.51.100.1"], "", "203.0.113.9"),
            ("203.0.113.9", &["198.51.100.1"], "10.0.0.0/8", "203.0.113.9"),
            ("10.0.0.2", &["198.51.100.1"], "10.0.0.0/8", "198.51.100.1"),
            // What the guest wrote stands before what the proxy added.
            ("10.0.0.2", &["1.1.1.1, 198.51.100.1"], "10.0.0.0/8", "198.51.100.1"),
            ("10.0.0.2", &["1.1.1.1", "198.51.100.1, 10.0.0.3"], "10.0.0.0/8", "198.51.100.1"),
            ("10.0.0.2", &[], "10.0.0.0/8", "10.0.0.2"),
            ("10.0.0.2", &["198.51.100.1, nonsense"], "10.0.0.0/8", "10.0.0.2"),
            ("10.0.0.2", &["10.0.0.3, 10.0.0.4"], "10.0.0.0/8", "10.0.0.3"),
            ("::1", &["[2001:db8::7]:4711"], "::1", "2001:db8::7"),
            // A socket that speaks both kinds shows IPv4 as IPv6.
            ("::ffff:10.0.0.2", &["198.51.100.1:80"], "10.0.0.2", "198.51.100.1"),
        ];

        for (peer, forwarded, trusted, expected) in table {
            assert_eq!(from(peer, forwarded, trusted), expected, "{peer} {forwarded:?} {trusted}");
        }
    }

    #[test]
    fn a_network_is_an_address_with_or_without_a_length() {
        for (network, inside, outside) in [
            ("10.1.0.0/16", "10.1.255.255", "10.2.0.0"),
            ("10.1.0.7", "10.1.0.7", "10.1.0.8"),
            ("0.0.0.0/0", "203.0.113.9", "::1"),
            ("fd00::/8", "fdff::1", "fe00::1"),
        ] {
            let network: Network = network.parse().unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{inside}");
            assert!(!network.contains(outside.parse().unwrap()), "{outside}");
        }
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "proxy.example", "::/129", "10.0.0.0/x"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong:?}");
        }
    }
}
