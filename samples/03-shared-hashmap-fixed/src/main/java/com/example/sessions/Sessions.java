package com.example.sessions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is logged in. */
public class Sessions {
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  public void login(String user, String token) {
    // A ConcurrentHashMap synchronizes itself.
    tokens.put(user, token);
  }

  public int count() {
    return tokens.size();
  }
}
