def log = new File(basedir, 'build.log').text
assert log.contains('RaceDetect: no test of no-test-run-fails ran, so nothing was watched.')
