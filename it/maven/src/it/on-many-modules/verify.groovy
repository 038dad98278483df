def log = new File(basedir, 'build.log').text
assert log.contains('WARNING: DATA RACE')
assert log.contains('RaceDetect: core has no tests; nothing to watch.')
assert log.contains('RaceDetect: 1 data race; see')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 1
assert report.summary.DATA_RACE == 1
assert report.findings[0].variable.name == 'it.Counter.value'
assert report.jvms.size() == 2
assert new File(basedir, 'app/target/race/race-report.json').exists()
