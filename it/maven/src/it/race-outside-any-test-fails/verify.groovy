def log = new File(basedir, 'build.log').text
assert log.contains('Tests run: 1, Failures: 0, Errors: 0')
assert !log.contains('During test')
assert log.contains('RaceDetect: 2 data races; see')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings*.variable*.name as Set == ['it.Counter.value', 'it.Counter.lateValue'] as Set
assert report.findings.every { it.test == null }
