package dev.racedetect.runtime.finding;

/** Tells JSON from what is none, by the grammar of RFC 8259. */
final class JsonText {
  /** Findings nest seven deep; a damaged file must not exhaust the stack. */
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** Whether {@code text} is one JSON object and nothing else. */
  static boolean isObject(String text) {
    JsonText json = new JsonText(text);
    return text.startsWith("{") && json.value(0) && json.at == text.length();
  }

  private boolean value(int depth) {
    char c = peek();
    if (depth > MAX_DEPTH) {
      return false;
    } else if (c == '{') {
      return members('}', depth);
    } else if (c == '[') {
      return members(']', depth);
    } else if (c == '"') {
      return string();
    }
    return word("true") || word("false") || word("null") || number();
  }

  private boolean members(char close, int depth) {
    at++;
    if (take(close)) {
      return true;
    }
    do {
      space();
      if (close == '}' && !(string() && take(':'))) {
        return false;
      }
      space();
      if (!value(depth + 1)) {
        return false;
      }
    } while (take(','));
    return take(close);
  }

  private boolean string() {
    if (peek() != '"') {
      return false;
    }
    at++;
    while (peek() >= ' ') {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c == '\\' && !escaped()) {
        return false;
      }
    }
    return false;
  }

  private boolean escaped() {
    char c = peek();
    at++;
    if (c != 'u') {
      return c != 0 && "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      if (Character.digit(peek(), 16) < 0) {
        return false;
      }
      at++;
    }
    return true;
  }

  private boolean number() {
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      at++;
      if (!digits()) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private boolean take(char c) {
    space();
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void space() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** The next character, or NUL at the end; NUL itself is nowhere allowed. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }
}
