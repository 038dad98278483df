package dev.racedetect.runtime.finding;

/** Told of each finding in the JVM, on the thread that completed it. */
public interface FindingListener {
  /**
   * Called once per report, without any lock of the detector held. What it throws is ignored.
   *
   * @param finding the finding
   * @param fingerprint identity of the finding across runs, see {@link Fingerprint}
   * @param text the report as printed, see {@link ReportText}
   */
  void found(Finding finding, String fingerprint, String text);
}
