import type { Token } from './textToken.ts';

/** Walks through a text token by token, so that a large file is never held as tokens all at once. */
export interface TextCursor {
  /** The token ahead; at the end of the text one without characters, again and again. */
  peek(): Token;
  /** Takes the token ahead. */
  next(): Token;
  /** Characters after the token ahead: no count that needs more can be true. */
  remaining(): number;
}

const newline = 10;
const opening = 40;
const closing = 41;
const comma = 44;

/**
 * A cursor at the first token. Spaces and line ends part tokens, and so do parentheses, with commas between them; what follows `#` or
 * `//` on a line is a comment.
 */
export function createTextCursor(text: string): TextCursor {
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let inParentheses = false;
  let ahead = scan();

  function scan(): Token {
    skipToToken();
    const start = at;
    if (isPunctuation(at)) inParentheses = text.charCodeAt(at++) !== closing;
    else while (at < text.length && !isSpace(text.charCodeAt(at)) && !isPunctuation(at) && !startsComment(text, at)) at++;
    return { text: text.slice(start, at), line, column: start - lineStart + 1 };
  }

  function isPunctuation(index: number): boolean {
    const code = text.charCodeAt(index);
    return code === opening || code === closing || (code === comma && inParentheses);
  }

  function skipToToken(): void {
    for (; at < text.length; at++) {
      if (startsComment(text, at)) {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end;
      }
      const code = text.charCodeAt(at);
      if (!isSpace(code)) return;
      if (code !== newline) continue;
      line++;
      lineStart = at + 1;
    }
  }

  return {
    peek: () => ahead,
    next() {
      const token = ahead;
      ahead = scan();
      return token;
    },
    remaining: () => text.length - at,
  };
}

/** A space, a tab, a line end or the byte order mark. */
function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === newline || code === 13 || code === 0xfeff;
}

function startsComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47);
}
