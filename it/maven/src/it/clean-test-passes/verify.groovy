def log = new File(basedir, 'build.log').text
assert log.contains('RaceDetect: no data races.')
assert !log.contains('DATA RACE')
assert log.contains('self-test passed')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 0
assert report.summary.DATA_RACE == 0
