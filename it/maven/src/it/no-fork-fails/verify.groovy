def log = new File(basedir, 'build.log').text
assert log.contains('ran the tests of no-fork-fails inside Maven\'s JVM (forkCount=0)')
assert log.contains('BUILD FAILURE')
