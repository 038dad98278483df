package com.example.sessions;

import java.util.HashMap;
import java.util.Map;

/** Who is logged in. */
public class Sessions {
  private final Map<String, String> tokens = new HashMap<>();

  public void login(String user, String token) {
    // Different users, different keys, and still one table, one size and one modification count for both. HashMap says so:
    // "If multiple threads access a hash map concurrently, and at least one of the threads modifies the map structurally, it
    // must be synchronized externally."
    tokens.put(user, token);
  }

  public int count() {
    return tokens.size();
  }
}
