package dev.racedetect.runtime.finding;

import java.util.List;

/** The JSON form of a finding: one line, its fingerprint, count and sites first so that lines merge as text. */
final class FindingJson {
  private FindingJson() {}

  static String of(DataRace race, String fingerprint) {
    Json json = begin(fingerprint, sites(race), race);
    json.key("message").text(ReportText.oneLine(race));
    json.key("test");
    test(json, race.test());
    json.key("variable");
    variable(json, race.variable());
    json.key("accesses").open('[');
    access(json, race.current());
    access(json, race.previous());
    return json.close(']').close('}').toString();
  }

  /** What each line begins with. */
  static Json begin(String fingerprint, String sites, Finding finding) {
    Json json = new Json().open('{');
    json.key("fingerprint").text(fingerprint);
    json.key("count").raw("1");
    json.key("sites").open('[').text(sites).close(']');
    return json.key("kind").text(finding.kind().name());
  }

  private static String sites(DataRace race) {
    return site(race.current()) + " / " + site(race.previous());
  }

  private static String site(Access access) {
    Frame frame = Fingerprint.userFrame(access.stack());
    String type = access.type() == Access.Type.WRITE ? "write " : "read ";
    return type + (frame == null ? "?" : ReportText.frame(frame));
  }

  static void test(Json json, TestId test) {
    if (test == null) {
      json.raw("null");
      return;
    }
    json.open('{').key("class").text(test.className()).key("method").text(test.method());
    json.key("name").text(test.name()).key("uniqueId").text(test.uniqueId()).close('}');
  }

  private static void variable(Json json, Variable variable) {
    json.open('{').key("kind").text(variable.kind().name()).key("name").text(variable.name());
    if (variable.index() >= 0) {
      json.key("index").raw(Integer.toString(variable.index()));
    }
    if (!variable.createdAt().isEmpty()) {
      json.key("createdAt");
      frames(json, variable.createdAt());
    }
    json.close('}');
  }

  private static void access(Json json, Access access) {
    ThreadInfo thread = access.thread();
    json.open('{').key("type").text(access.type().name()).key("thread").text(thread.name());
    json.key("threadId")
        .raw(Long.toString(thread.id()))
        .key("virtual")
        .raw(Boolean.toString(thread.virtual()));
    json.key("startedBy").text(thread.startedBy()).key("startedAt");
    frames(json, thread.startedAt());
    json.key("locksHeld").open('[');
    for (LockInfo lock : access.locksHeld()) {
      lock(json, lock, thread.name());
    }
    json.close(']').key("stack");
    frames(json, access.stack());
    json.close('}');
  }

  static void lock(Json json, LockInfo lock, String owner) {
    json.open('{').key("class").text(lock.className()).key("id").text(lock.id());
    json.key("owner").text(owner).close('}');
  }

  static void frames(Json json, List<Frame> stack) {
    json.open('[');
    for (int i = 0; i < stack.size(); i++) {
      Frame frame = stack.get(i);
      json.open('{').key("class").text(frame.className()).key("method").text(frame.method());
      json.key("file")
          .text(frame.file())
          .key("line")
          .raw(Integer.toString(frame.line()))
          .close('}');
    }
    json.close(']');
  }
}
