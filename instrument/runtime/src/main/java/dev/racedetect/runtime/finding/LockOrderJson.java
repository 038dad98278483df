package dev.racedetect.runtime.finding;

/** The JSON form of a lock-order inversion, in the layout of {@link FindingJson}. */
final class LockOrderJson {
  private LockOrderJson() {}

  static String of(LockOrder order, String fingerprint) {
    Nesting now = order.nestings().get(0);
    Nesting before = order.nestings().get(1);
    Json json = FindingJson.begin(fingerprint, now.site() + " / " + before.site(), order);
    json.key("message").text(LockOrderText.oneLine(order));
    json.key("test");
    FindingJson.test(json, order.test());
    json.key("threads").open('[');
    thread(json, now);
    thread(json, before);
    json.close(']').key("locks").open('[');
    FindingJson.lock(json, now.held(), now.thread().name());
    FindingJson.lock(json, now.asked(), null);
    return json.close(']').close('}').toString();
  }

  private static void thread(Json json, Nesting nesting) {
    ThreadInfo thread = nesting.thread();
    json.open('{').key("name").text(thread.name()).key("id").raw(Long.toString(thread.id()));
    json.key("virtual").raw(Boolean.toString(thread.virtual()));
    json.key("state").text("RUNNABLE");
    json.key("startedBy").text(thread.startedBy()).key("startedAt");
    FindingJson.frames(json, thread.startedAt());
    json.key("waitsFor");
    FindingJson.lock(json, nesting.asked(), null);
    json.key("holds").open('[');
    FindingJson.lock(json, nesting.held(), thread.name());
    json.close(']').key("heldAt");
    FindingJson.frames(json, nesting.heldAt());
    json.key("stack");
    FindingJson.frames(json, nesting.askedAt());
    json.close('}');
  }
}
