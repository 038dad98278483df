def log = new File(basedir, 'build.log').text
assert log.contains('RaceDetect: no-tests has no tests; nothing to watch.')
