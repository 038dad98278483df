package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.THIS;

/**
 * {@code SubmissionPublisher} (Flow.Subscriber: methods are invoked in strict sequential order for each subscription,
 * as if by happens-before; publishing happens-before consumption).
 */
final class FlowModel implements JdkModel {
  private static final String SUBSCRIBER = "java/util/concurrent/Flow$Subscriber.";

  @Override
  public void declare(Edges edges) {
    edges.of("java/util/concurrent/SubmissionPublisher").quietLocks();
    ClassRows subscription =
        edges.of("java/util/concurrent/SubmissionPublisher$BufferedSubscription");
    subscription
        .on("offer", "onSubscribe", "onComplete", "onError", "request")
        .enter(Probe.RELEASE, THIS);
    for (String signal : new String[] {"onSubscribe", "onNext", "onError", "onComplete"}) {
      subscription
          .on(Row.EVERY_METHOD)
          .beforeCall(SUBSCRIBER + signal, Probe.ACQUIRE, THIS)
          .afterCall(SUBSCRIBER + signal, Probe.RELEASE, THIS);
    }
  }
}
