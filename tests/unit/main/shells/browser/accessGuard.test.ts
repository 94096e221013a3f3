import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSocket, startTestServer, type TestServer } from '../../../../support/startTestServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer(() => Promise.resolve(null));
});
afterEach(() => server.close());

const tokenPath = (): string => new URL(server.url).pathname + new URL(server.url).search;

describe('the way in', () => {
  it('turns the token into a cookie, once, and sends the browser to the plain address', async () => {
    const welcome = await server.ask(tokenPath());
    expect(welcome.status).toBe(303);
    expect(welcome.headers.location).toBe('/');
    const [cookie = ''] = welcome.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^neuronlearning-\d+=[\w-]{43,}; HttpOnly; SameSite=Strict; Path=\/$/);

    const page = await server.ask('/', { headers: { cookie: cookie.split(';')[0] } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<title>Test</title>');
  });

  it('refuses a used token to whoever has no cookie', async () => {
    await server.ask(tokenPath());
    const again = await server.ask(tokenPath());
    expect(again.status).toBe(403);
    expect(again.text).toMatch(/used already/);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('lets the browser that used the token open the address again', async () => {
    await server.ask(tokenPath());
    expect((await server.ask(tokenPath(), { headers: { cookie: server.cookie } })).status).toBe(200);
  });

  it('does not spend the token on wrong ones, on other methods, or on a foreign host', async () => {
    expect((await server.ask('/?token=wrong')).status).toBe(403);
    expect((await server.ask(`${tokenPath()}x`)).status).toBe(403);
    expect((await server.ask(tokenPath(), { method: 'POST', headers: { origin: server.origin } })).status).toBe(403);
    expect((await server.ask(tokenPath(), { method: 'HEAD' })).status).toBe(403);
    expect((await server.ask(tokenPath(), { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await server.ask(tokenPath())).status).toBe(303);
  });

  it('goes by localhost too', async () => {
    const headers = { cookie: server.cookie, host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` };
    expect((await server.ask('/', { headers })).status).toBe(200);
  });
});

describe('refusals', () => {
  it.each([
    ['no token and no cookie', () => ({})],
    ['a wrong cookie', () => ({ cookie: `neuronlearning-${server.port}=wrong` })],
    ['the right secret under another name', () => ({ cookie: server.cookie.replace('neuronlearning', 'other') })],
    ['a foreign host', () => ({ cookie: server.cookie, host: 'evil.example' })],
    ['a foreign host that begins like ours', () => ({ cookie: server.cookie, host: `127.0.0.1.evil.example:${server.port}` })],
    ['our host with another port', () => ({ cookie: server.cookie, host: '127.0.0.1:1' })],
    ['our host without a port', () => ({ cookie: server.cookie, host: '127.0.0.1' })],
    ['a foreign origin', () => ({ cookie: server.cookie, origin: 'https://evil.example' })],
    ['an origin of another port', () => ({ cookie: server.cookie, origin: 'http://127.0.0.1:1' })],
    ['our origin over another scheme', () => ({ cookie: server.cookie, origin: `https://${server.host}` })],
    ['an opaque origin', () => ({ cookie: server.cookie, origin: 'null' })],
  ])('answers 403 with a plain sentence to %s', async (_, headers) => {
    const answer = await server.ask('/', { headers: headers() });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.text).toMatch(/^[A-Z].*\.$/);
  });

  it('hold for uploads, which need an origin', async () => {
    const upload = (headers: Record<string, string>): ReturnType<TestServer['ask']> =>
      server.ask('/upload?name=a.csv', { method: 'POST', body: 'a', headers });
    expect((await upload({ origin: server.origin })).status).toBe(403);
    expect((await upload({ cookie: server.cookie })).status).toBe(403);
    expect((await upload({ cookie: server.cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await upload({ cookie: server.cookie, origin: server.origin })).status).toBe(201);
  });

  it('hold for sockets, which need cookie and origin and never take a token', async () => {
    const right = { cookie: server.cookie, origin: server.origin };
    await expect(openSocket(server, { origin: server.origin })).rejects.toThrow('403 This browser has not been let in');
    await expect(openSocket(server, { cookie: server.cookie })).rejects.toThrow('403');
    await expect(openSocket(server, { ...right, origin: 'http://evil.example' })).rejects.toThrow('403 Requests from pages of other sites');
    await expect(openSocket(server, { ...right, host: 'evil.example' })).rejects.toThrow('403');
    await expect(openSocket(server, { origin: server.origin }, tokenPath())).rejects.toThrow('403');
    await expect(openSocket(server, right, '/other')).rejects.toThrow('404');
    const socket = await openSocket(server, right);
    expect(socket.readyState).toBe(socket.OPEN);
    expect((await server.ask(tokenPath())).status).toBe(303);
  });
});

describe('every answer', () => {
  it('carries the security headers, refusals included', async () => {
    for (const headers of [{}, { cookie: server.cookie }]) {
      const answer = await server.ask('/', { headers });
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port};`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
    }
  });
});
