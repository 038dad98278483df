package dev.racedetect.runtime.finding;

/** The JSON form of a deadlock, in the layout of {@link FindingJson}. */
final class DeadlockJson {
  private DeadlockJson() {}

  static String of(Deadlock deadlock, String fingerprint) {
    Json json = FindingJson.begin(fingerprint, sites(deadlock), deadlock);
    json.key("message").text(DeadlockText.oneLine(deadlock));
    json.key("test");
    FindingJson.test(json, deadlock.test());
    json.key("threads").open('[');
    for (BlockedThread blocked : deadlock.threads()) {
      thread(json, blocked);
    }
    json.close(']').key("locks").open('[');
    for (BlockedThread blocked : deadlock.threads()) {
      awaited(json, blocked);
    }
    return json.close(']').close('}').toString();
  }

  private static String sites(Deadlock deadlock) {
    StringBuilder sites = new StringBuilder();
    for (BlockedThread blocked : deadlock.threads()) {
      sites.append(sites.length() == 0 ? "" : " / ").append(DeadlockText.site(blocked));
    }
    return sites.toString();
  }

  private static void thread(Json json, BlockedThread blocked) {
    ThreadInfo thread = blocked.thread();
    json.open('{').key("name").text(thread.name()).key("id").raw(Long.toString(thread.id()));
    json.key("virtual").raw(Boolean.toString(thread.virtual()));
    json.key("state").text("BLOCKED");
    json.key("startedBy").text(thread.startedBy()).key("startedAt");
    FindingJson.frames(json, thread.startedAt());
    json.key("waitsFor");
    awaited(json, blocked);
    json.key("holds").open('[');
    for (LockInfo lock : blocked.holds()) {
      FindingJson.lock(json, lock, thread.name());
    }
    json.close(']').key("stack");
    FindingJson.frames(json, blocked.stack());
    json.close('}');
  }

  private static void awaited(Json json, BlockedThread blocked) {
    Awaited awaited = blocked.waitsFor();
    json.open('{').key("mode").text(awaited.mode().name());
    json.key("class")
        .text(awaited.lock().className())
        .key("id")
        .text(awaited.lock().id());
    json.key("owner").text(blocked.holder().name()).close('}');
  }
}
