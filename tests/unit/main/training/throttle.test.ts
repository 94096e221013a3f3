import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createThrottle } from '../../../../src-main/training/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('acts at once, then with the last wish of each interval', () => {
  const throttle = createThrottle(100);
  const acts: string[] = [];
  const request = (key: string, what: string) => throttle.request(key, () => acts.push(key + what));
  request('a', '1');
  request('a', '2');
  request('a', '3');
  request('b', '1');
  expect(acts).toEqual(['a1', 'b1']);
  vi.advanceTimersByTime(100);
  expect(acts).toEqual(['a1', 'b1', 'a3']);
  request('a', '4');
  vi.advanceTimersByTime(99);
  expect(acts).toEqual(['a1', 'b1', 'a3']);
  vi.advanceTimersByTime(1);
  expect(acts).toEqual(['a1', 'b1', 'a3', 'a4']);
  vi.advanceTimersByTime(100);
  request('a', '5');
  expect(acts.at(-1)).toBe('a5');
});

it('forgets what waits when it is cleared', () => {
  const throttle = createThrottle(100);
  const acts: number[] = [];
  throttle.request('a', () => acts.push(1));
  throttle.request('a', () => acts.push(2));
  throttle.clear();
  vi.advanceTimersByTime(1000);
  expect(acts).toEqual([1]);
});
