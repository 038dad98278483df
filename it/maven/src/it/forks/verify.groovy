def log = new File(basedir, 'build.log').text
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings.size() == 1
assert report.summary.DATA_RACE == 1
assert report.jvms.size() == 2
assert report.jvms.every { it.complete && it.watched.selfTestPassed }
assert report.findings[0].count >= 2
