import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/*
 * A push endpoint is an address that a browser tells us to send to: without limits, anybody could
 * make this server call what stands beside it (server-side request forgery). So: https on its usual
 * port, and public addresses only, looked at again when the connection is made, because names change.
 */

/** The longest seen from a push service is below 1000. */
export const LONGEST_ENDPOINT = 2000;

/** Everything that is not public, from the IANA special-purpose registries (RFC 6890 and its updates). */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Within 2000::/3, outside of which nothing is routed: Teredo, benchmarks, documentation, 6to4 (which wraps IPv4). */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const notPublic = new BlockList();
for (const [net, bits] of NOT_PUBLIC_4) notPublic.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of NOT_PUBLIC_6) notPublic.addSubnet(net, bits, 'ipv6');
const routed6 = new BlockList();
routed6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one that anybody on the internet could be behind. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && routed6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** Whether a browser may give this as its push service's address, as far as can be said without asking DNS. */
export function isPushAddress(endpoint: string, anywhere: boolean): boolean {
  if (endpoint.length > LONGEST_ENDPOINT || !URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username || url.password) return false;
  if (anywhere) return url.protocol === 'https:' || url.protocol === 'http:';
  if (url.protocol !== 'https:' || url.port !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return isPublicAddress(host);
  return host.includes('.') && !/\.(local|localhost|internal|home\.arpa)\.?$/i.test(host);
}

/** A name that leads to an address which is not public. */
export class NotPublicAddress extends Error {}

/** As `dns.lookup`, for sockets: refuses a name as soon as one of its addresses is not public. */
export const publicLookup: LookupFunction = (host, options, done) => {
  lookUp(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, []);
    const wrong = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (wrong || !first)
      return done(new NotPublicAddress(`${host} is at ${wrong?.address ?? 'no address'}.`), []);
    return options.all ? done(null, addresses) : done(null, first.address, first.family);
  });
};
