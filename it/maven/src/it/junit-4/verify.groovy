def log = new File(basedir, 'build.log').text
assert log.contains('WARNING: DATA RACE')
assert log.contains('Tests run: 1')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 1
assert report.findings[0].variable.name == 'it.Counter.value'
assert report.jvms.every { it.complete && it.watched.selfTestPassed }
