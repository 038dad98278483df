def log = new File(basedir, 'build.log').text
def plain = log.indexOf('BUILD SUCCESS')
assert plain > 0 && log.indexOf('RaceDetect') > plain
assert log.contains('WARNING: DATA RACE')
assert log.contains(' of it.Counter.value by thread "Thread-')
assert log.contains('at it.Counter.increment(Counter.java:8)')
assert log.contains('There are test failures')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 1
assert report.summary.DATA_RACE == 1
assert report.findings[0].test['class'] == 'it.CounterTest'
assert report.jvms.every { it.complete }
