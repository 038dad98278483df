def log = new File(basedir, 'build.log').text
assert log.contains('RaceDetect: 1 data race; see')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 1
assert report.summary.DATA_RACE == 1
assert report.findings[0].variable.name == 'it.Counter.value'
assert new File(basedir, 'target/jacoco.exec').length() > 0
assert 0 < log.indexOf('--- jacoco-maven-plugin') && log.indexOf('--- jacoco-maven-plugin') < log.indexOf('--- race-maven-plugin')
