package dev.racedetect.runtime.finding;

/** Told of each race in the JVM, on the thread that completed it. */
public interface FindingListener {
  /**
   * Called once per reported race, without any lock of the detector held. What it throws is ignored.
   *
   * @param race the race
   * @param fingerprint identity of the race across runs, see {@link Fingerprint}
   * @param text the report as printed, see {@link ReportText}
   */
  void found(DataRace race, String fingerprint, String text);
}
