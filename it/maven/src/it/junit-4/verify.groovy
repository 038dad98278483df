def log = new File(basedir, 'build.log').text
assert log.contains('WARNING: DATA RACE')
assert log.contains('Tests run: 1, Failures: 0')
assert log.contains('RaceDetect: 1 data race; see')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 1
assert report.findings[0].variable.name == 'it.Counter.value'
assert report.findings[0].test['class'] == 'it.CounterTest'
assert report.findings[0].test.method == 'counts_in_two_threads'
assert report.jvms.every { it.complete && it.watched.selfTestPassed }
