"""Forms of docker/.env. A and B are read of each; the last word says what the scripts do with it."""

# Compose reads the same, or neither takes it.
SAME = [
    "", "\n", " \n\t\n", "# nothing\n", "A=1", "A=1\n", "A=1\r\n", "A=1\r", "A=1\n\n\nB=2\n", "A=1\nB=2",
    "A=\n", "A=", "A= \n", "A=\t\n", "A=\nB=2\n", "A= \nB=2\n", "A =1\n", "A= 1\n", "A = 1\n", "A\t=\t1\n",
    " A=1\n", "\tA=1\n", "A: 1\n", "A:1\n", "A : 1\n", "A=b=c\n", "A==\n", "A=:\n", "A:=1\n",
    # the last line for a name counts
    "A=1\nA=2\n", "A=1\nB=3\nA=2\n", "A='1'\nA=\n", "A=1\nA: 2\n", "A=1\nexport A=2\n",
    # export
    "export A=1\n", "export  A=1\n", "export\tA=1\n", "exportA=1\nA=2\n", " export A=1\n", "export A\nB=2\n",
    "export=1\nA=2\n", "export A='x y'\n",
    # a name alone
    "A\nB=2\n", "A \nB=2\n", "B=2\nA\n", "C\nA=1\n",
    # comments
    "#A=1\nA=2\n", " # x\nA=1\n", "A=1 # x\n", "A=1  # x\n", "A=1 #x\n", "A=1#x\n", "A=1\t# x\n", "A=#x\n",
    "A= #x\n", "A= # x\n", "A=a #\n", "A=a # b # c\n", "A=a#b #c\n", "A=1 #'x'\n", "#\nA=1\n", "A=1\n#", "##\nA=1\n",
    "A='1' # x\n", "A='1'# x\n", "A='1'\t#x\n", 'A="1" # x\n', "A='a # b'\n", 'A="a # b"\n', "A='a' #b'\n",
    # spaces of all kinds
    "A=1 \n", "A=1\t\n", "A= a b \n", "A=a  b\n", "A=1\v\n", "A=1\f\n", "\fA=1\n", "A=1\u00a0\n", "A=\u00a01\n", "\u00a0A=1\n",
    "A=1\u0085\n", "A=1\u3000\n", "A=1\u2003\n", "A=\u30001\n", "\u3000A=1\n", "A=1\u200b\n", "A=1\u2028\n", "A=1\ufeff\n",
    "\ufeffA=1\n", "A\u00a0=1\n", "A=1\r\r\n", "A=a\rb\n", "A=1\rB=2\n", "A='1'\u00a0\n", "A='1' \t\n",
    "A=1\u1680\n", "A=1\u202f\n", "A=1\u205f\n",
    # quotes
    "A=''\n", 'A=""\n', "A='x'\n", 'A="x"\n', "A='x y'\n", "A=' x '\n", 'A=" x "\n', "A= 'x'\n", "A='x' \n", "A='a\"b'\n",
    'A="a\'b"\n', "A=a'b\n", 'A=a"b\n', "A=a'b'\n", "A=it's\n", "A='x\n", 'A="x\n', "A='\n", 'A="\n', "A=\"'\"\n", "A='\"'\n",
    "A='x", 'A="x', "A='x'", 'A="x"', "export A=\"x\"\n", "A: 'x'\n", 'A:"x"\n', "A='é한'\nB=é한\n", "A=\u2019x\u2019\n",
    # several lines
    "A='1\n2'\n", 'A="1\n2"\n', "A='1\n2\n'\nB=3\n", "A='\n1'\nB=2\n", "A='a\n#b\n'\n", 'A="a\n\n\nb"\nB=1\n', "A='a\r\nb'\n",
    "A='a\nB=1\n'\n", "A='-----BEGIN KEY-----\nMIIE+/=\nx==\n-----END KEY-----\n'\nB=2\n",
    'A="-----BEGIN KEY-----\nMIIE+/=\nx==\n-----END KEY-----\n"\nB=2\n', "A=a\\\nB=2\n", "A='a\\\nb'\n", 'A="a\\\nb"\n',
    # backslashes
    "A=a\\b\n", "A=a\\\\b\n", "A=\\\n", "A=\\'x\n", 'A=\\"x\n', "A=a\\nb\n", "A='a\\nb'\n", 'A="a\\nb"\n', "A='a\\\\b'\n",
    'A="a\\\\b"\n', "A='x\\'\n", "A='x\\'\nB='y'\n", "A='x\\\\'\n", 'A="x\\\\"\n', "A='x\\'y'\n", 'A="x\\"y"\n', 'A="x\\\'y"\n',
    "A='x\\\"y'\n", 'A="\\t\\r\\v\\f\\a\\b"\n', 'A="a\\tb"\n', 'A="\\c\\d\\x\\z"\n', 'A="\\\\n"\n', 'A="\\\\\\n"\n', 'A="\\\\\\""\n',
    "A='\\\\\\''\n", 'A="\\x41"\n', 'A="\\u0041"\n', 'A="C:\\\\dir\\\\new"\n', 'A="C:\\dir\\new"\n', "A=C:\\dir\\new\n",
    # dollars that stay
    "A='$B'\n", "A='${B}'\nB=1\n", "A='$$'\n", "A='pa$5'\n", 'A="\\$B"\nB=1\n', 'A="a\\$"\n', "A='\\$B'\n", 'A="\\\\\\$"\n',
    # what a shell would do, and nobody here
    "A=`date`\n", "A='$(date)'\n", "A=~\n", "A=*\n", "A={1,2}\n", "A=a;b\n", "A=a&b\n", "A=a|b\n", "A=!x\n",
    "A=%s\n", "A=-n\n", "A=a,b\n", "A=[x]\n", "A=a\\ b\n", "A=<x>\n",
    # further names
    "a=1\nA=2\n", "A.B=1\nA=2\n", "A-B=1\nA=2\n", "_A=1\nA=2\n", "1A=1\nA=2\n", "A1=1\nA=2\n", "A B=1\n",
    "A!=1\n", "A+=1\n", "A,B=1\n", "A'=1\n", "set -e\nA=1\n", "if x; then\nA=1\n",
]  # fmt: skip

# Compose takes these; the scripts refuse them with their place, since hardly anybody means them.
REFUSED = [
    # Compose would fill these in
    "A=$B\n", "A=${B}\n", "A=${B:-x}\nB=1\n", 'A="$B"\n', 'A="${B:-x}"\n', "A=a$$b\n", 'A="a$$b"\n', "A=a\\$b\n", "B=1\nA=$B\n",
    # Compose would take what follows for a name
    "A='1' 2\n", "A='1'B=2\n", 'A="a"b\n', "A='1' B=2\n", "A='1' '2'\n", "A=''x\n",
    # nothing here has such names
    "=1\n", "A=1\n=2\n", "é=1\nA=2\n", "A[0]=1\nA=2\n", "[x]\nA=1\n",
    # octal
    'A="\\0101"\n', 'A="\\0"\n',
    # where to deploy to
    "DOCKER_HOST=tcp://192.0.2.1:2375\nA=1\n", "A=1\nexport DOCKER_CONTEXT='far'\n", "KUBECONFIG=/tmp/other\nA=1\n",
]  # fmt: skip

# Of an envFile: the scripts fill these in as Compose does. OUTER is of the environment.
FILLED = [
    "B=1\nA=$B\n", "B=1\nA=${B}\n", "B=1\nA=x${B}y\n", 'B=1\nA="$B"\n', 'B=1\nA="x ${B} y"\n', "A=$OUTER\n",
    "A=${OUTER}\n", 'A="${OUTER}"\n', "A=${OUTER:-x}\n", "A=${NONE:-x}\n", "A=${NONE-x}\n", "A=${NONE:-}\n",
    "B=\nA=${B:-x}\n", "B=\nA=${B-x}\n", "A=$NONE\n", "A=$NONE.x\n", "A=$$\n", "A=a$$b\n", "A=$$B\n", 'A="a$$b"\n',
    "B=1\nA=$B$B\n", "B=1\nB=2\nA=$B\n", "A=$B\nB=1\n", "OUTER=1\nA=$OUTER\n", "B='$x'\nA=$B\n", "B=1\nA=$B # note\n",
    "B=1\nexport A=$B\n", "OUTER\nA=$OUTER\n", "A='$B'\n", "B=a b\nA=${B}\n", "A=${OUTER}${NONE}\n", "A=http://${OUTER}:80/\n",
    "A=${OUTER:+x}\n", "A=${OUTER+x}\n", "A=${NONE:+x}\n", "A=${NONE+x}\n", "B=\nA=${B:+x}\n", "B=\nA=${B+x}\n",
    "B=1\nA=a${B:+x y}b\n", 'B=1\nA="${B:+x}"\n', "A=${OUTER:+}\n", "B=\nA=${B-x}${B:-y}\n",
    "PORT=8000 # note\nA=$PORT\n", 'A="--workers 3"\n', "export A=1\nB=2\n", "A\n", "A=1\nA\n",
]  # fmt: skip
