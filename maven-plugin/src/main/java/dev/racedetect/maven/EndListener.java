package dev.racedetect.maven;

import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;

/** Has the build judged when it ends, before the listener that was there prints the result. */
final class EndListener implements ExecutionListener {
  private final ExecutionListener next;
  private final SessionJudge judge;

  EndListener(ExecutionListener next, SessionJudge judge) {
    this.next = next;
    this.judge = judge;
  }

  @Override
  public void projectDiscoveryStarted(ExecutionEvent event) {
    next.projectDiscoveryStarted(event);
  }

  @Override
  public void sessionStarted(ExecutionEvent event) {
    next.sessionStarted(event);
  }

  @Override
  public void sessionEnded(ExecutionEvent event) {
    judge.judge(event.getSession());
    next.sessionEnded(event);
  }

  @Override
  public void projectSkipped(ExecutionEvent event) {
    next.projectSkipped(event);
  }

  @Override
  public void projectStarted(ExecutionEvent event) {
    next.projectStarted(event);
  }

  @Override
  public void projectSucceeded(ExecutionEvent event) {
    next.projectSucceeded(event);
  }

  @Override
  public void projectFailed(ExecutionEvent event) {
    next.projectFailed(event);
  }

  @Override
  public void mojoSkipped(ExecutionEvent event) {
    next.mojoSkipped(event);
  }

  @Override
  public void mojoStarted(ExecutionEvent event) {
    next.mojoStarted(event);
  }

  @Override
  public void mojoSucceeded(ExecutionEvent event) {
    next.mojoSucceeded(event);
  }

  @Override
  public void mojoFailed(ExecutionEvent event) {
    next.mojoFailed(event);
  }

  @Override
  public void forkStarted(ExecutionEvent event) {
    next.forkStarted(event);
  }

  @Override
  public void forkSucceeded(ExecutionEvent event) {
    next.forkSucceeded(event);
  }

  @Override
  public void forkFailed(ExecutionEvent event) {
    next.forkFailed(event);
  }

  @Override
  public void forkedProjectStarted(ExecutionEvent event) {
    next.forkedProjectStarted(event);
  }

  @Override
  public void forkedProjectSucceeded(ExecutionEvent event) {
    next.forkedProjectSucceeded(event);
  }

  @Override
  public void forkedProjectFailed(ExecutionEvent event) {
    next.forkedProjectFailed(event);
  }
}
