package dev.racedetect.runtime.finding;

/** Writes JSON without white space. Commas are put by the writer: one before each key or element that needs it. */
final class Json {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);

  Json open(char bracket) {
    comma();
    out.append(bracket);
    return this;
  }

  Json close(char bracket) {
    out.append(bracket);
    return this;
  }

  Json key(String key) {
    comma();
    quote(key);
    out.append(':');
    return this;
  }

  Json text(String value) {
    comma();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** Appends what is JSON already, a number or a boolean. */
  Json raw(String json) {
    comma();
    out.append(json);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void comma() {
    if (out.length() == 0) {
      return;
    }
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[' && last != ':') {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i));
    }
    out.append('"');
  }

  private void escape(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c < ' ' || Character.isSurrogate(c)) {
      // Surrogates are escaped too: a lone one has no UTF-8 form.
      out.append("\\u")
          .append(HEX[c >> 12])
          .append(HEX[c >> 8 & 15])
          .append(HEX[c >> 4 & 15])
          .append(HEX[c & 15]);
    } else {
      out.append(c);
    }
  }
}
