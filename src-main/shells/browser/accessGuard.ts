import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused, in a sentence for whoever sent it; or what it may do. */
export type Verdict =
  | { readonly type: 'granted' }
  /** The one-time token was right: the answer sets this cookie and sends the browser to the plain address. */
  | { readonly type: 'welcome'; readonly cookie: string }
  | { readonly type: 'refused'; readonly reason: string };

export interface AccessGuard {
  /** The address to open, with the token in it. */
  readonly url: string;
  judge(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Verdict;
}

const startPage = '/?token=';
const refused = (reason: string): Verdict => ({ type: 'refused', reason });

/**
 * Lets one person in. Other programs of the machine can reach a loopback port, and so can pages of other sites through the
 * person's own browser: the first lack the token and the cookie, the second are told by their Host (DNS rebinding) and Origin.
 */
export function createAccessGuard(port: number, sessionSecret: string): AccessGuard {
  const token = randomBytes(32).toString('base64url');
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  // Cookies know no ports: with one name two workbenches on one machine would overwrite each other's.
  const cookieName = `neuronlearning-${port}`;
  let tokenSpent = false;

  function judge({ method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Verdict {
    if (!hosts.includes(headers.host ?? ''))
      return refused('This address is not the workbench’s. Open the address it printed when it started.');
    const isChange = method !== 'GET' && method !== 'HEAD';
    const needsOrigin = isChange || headers.upgrade !== undefined;
    if (headers.origin === undefined ? needsOrigin : !origins.includes(headers.origin)) {
      return refused('Requests from pages of other sites are refused.');
    }
    const hasCookie = cookies(headers.cookie).some(([name, value]) => name === cookieName && equalSecrets(value, sessionSecret));
    const offered = method === 'GET' && headers.upgrade === undefined ? offeredToken(url ?? '') : null;
    if (offered !== null && !tokenSpent && equalSecrets(offered, token)) {
      tokenSpent = true;
      return { type: 'welcome', cookie: `${cookieName}=${sessionSecret}; HttpOnly; SameSite=Strict; Path=/` };
    }
    if (hasCookie) return { type: 'granted' };
    if (offered === null) return refused('This browser has not been let in. Open the address the workbench printed when it started.');
    return refused('The token in this address is wrong or was used already. Start the workbench again for a new address.');
  }

  return { url: `http://127.0.0.1:${port}${startPage}${token}`, judge };
}

function offeredToken(url: string): string | null {
  return url.startsWith(startPage) ? url.slice(startPage.length) : null;
}

function cookies(header: string | undefined): [name: string, value: string][] {
  return (header ?? '').split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return [name, value.join('=')];
  });
}

/** Compares digests: they have one length, and the time taken tells nothing of the secret. */
function equalSecrets(offered: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(secret));
}
