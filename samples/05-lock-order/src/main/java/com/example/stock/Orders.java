package com.example.stock;

import java.util.ArrayList;
import java.util.List;

/** What has been ordered. */
public class Orders {
  private final List<String> items = new ArrayList<>();

  public synchronized void add(String item) {
    items.add(item);
  }

  public synchronized void cancel(Stock stock, String item) {
    if (items.remove(item)) {
      stock.giveBack();
    }
  }
}
