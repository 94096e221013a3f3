import { describe, expect, it } from 'vitest';
import { freeName } from '../../../../../src-renderer/components/frame/freeName.ts';

describe('freeName', () => {
  it('takes the first number that is free', () => {
    expect(freeName('Design', [])).toBe('Design 1');
    expect(freeName('Design', ['Design 1', 'Design 3'])).toBe('Design 2');
  });
});
