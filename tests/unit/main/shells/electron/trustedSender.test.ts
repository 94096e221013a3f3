import { describe, expect, it } from 'vitest';
import { desktopAddress, isDesktopAddress, isTrustedSender } from '../../../../../src-main/shells/electron/trustedSender.ts';

type Frame = NonNullable<Parameters<typeof isTrustedSender>[0]>;
const frame = (url: string, parent: Frame | null = null): Frame => ({ url, parent: parent as Frame['parent'] });

describe('senders of messages to the main process', () => {
  it('are trusted when they are the renderer’s own page', () => {
    expect(isTrustedSender(frame(desktopAddress))).toBe(true);
    expect(isTrustedSender(frame(`${desktopAddress}index.html#/sweeps`))).toBe(true);
  });

  it.each([
    'https://workbench/',
    'https://evil.example/app://workbench/',
    'app://evil/',
    'app://workbench.evil/',
    'app://workbench:1234/',
    'app://workbench@evil/',
    'app://user@workbench/',
    'file:///workbench/index.html',
    'data:text/html,hello',
    'about:blank',
    'workbench',
    '',
  ])('are refused at %j', (url) => {
    expect(isDesktopAddress(url)).toBe(false);
    expect(isTrustedSender(frame(url))).toBe(false);
  });

  it('are refused when they are a frame within the page, or gone', () => {
    expect(isTrustedSender(frame(desktopAddress, frame(desktopAddress)))).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });
});
