assert new File(basedir, 'build.log').text.contains('mistake.wat:3:')
return true
