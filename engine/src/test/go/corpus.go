// Writes go-json.tsv: JSON bodies, and what Go's encoding/json makes of them in types that have the
// members and types of the engine's own. GoJsonTest holds that our reader, where it accepts a body,
// reads the same. Run it again when the seeds change:
//
//	go run engine/src/test/go/corpus.go > engine/src/test/resources/go-json.tsv
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand"
)

type execCreate struct {
	User         string   `json:",omitempty"`
	Privileged   bool     `json:",omitempty"`
	Tty          bool     `json:",omitempty"`
	ConsoleSize  *[2]uint `json:",omitempty"`
	AttachStdin  bool     `json:",omitempty"`
	AttachStderr bool     `json:",omitempty"`
	AttachStdout bool     `json:",omitempty"`
	Detach       bool     `json:",omitempty"`
	DetachKeys   string   `json:",omitempty"`
	Env          []string `json:",omitempty"`
	WorkingDir   string   `json:",omitempty"`
	Cmd          []string `json:",omitempty"`
}

type volumeCreate struct {
	Name       string            `json:",omitempty"`
	Driver     string            `json:",omitempty"`
	DriverOpts map[string]string `json:",omitempty"`
	Labels     map[string]string `json:",omitempty"`
}

type restartPolicy struct {
	Name              string `json:",omitempty"`
	MaximumRetryCount int    `json:",omitempty"`
}

type ulimit struct {
	Name string `json:",omitempty"`
	Hard int64  `json:",omitempty"`
	Soft int64  `json:",omitempty"`
}

type containerUpdate struct {
	CpuShares      int64         `json:",omitempty"`
	Memory         int64         `json:",omitempty"`
	NanoCpus       int64         `json:",omitempty"`
	CpusetCpus     string        `json:",omitempty"`
	BlkioWeight    uint16        `json:",omitempty"`
	PidsLimit      *int64        `json:",omitempty"`
	OomKillDisable *bool         `json:",omitempty"`
	Ulimits        []*ulimit     `json:",omitempty"`
	RestartPolicy  restartPolicy `json:",omitempty"`
}

var seeds = map[string][]string{
	"ContainerExec": {
		`{"User":"1000:1000","Tty":true,"ConsoleSize":[24,80],"AttachStdin":false,"Env":["A=b","C=\u00e9"],"Cmd":["sh","-c","echo \"x\"\\n"]}`,
		`{"Cmd":["ls"],"WorkingDir":"/w","DetachKeys":"ctrl-p,q","Privileged":false,"Detach":true,"Env":null}`,
	},
	"VolumeCreate": {
		`{"Name":"data","Driver":"local","DriverOpts":{"type":"tmpfs","o":"size=1m"},"Labels":{"a":"b","\ud83d\ude00":"é"}}`,
		`{"Name":"x","Labels":{"":"","k":null},"DriverOpts":{}}`,
	},
	"ContainerUpdate": {
		`{"CpuShares":512,"Memory":1073741824,"NanoCpus":-1,"CpusetCpus":"0-1","BlkioWeight":500,"PidsLimit":100,"OomKillDisable":false}`,
		`{"Ulimits":[{"Name":"nofile","Hard":1024,"Soft":10}],"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3},"PidsLimit":null}`,
	},
}

var operations = []string{"ContainerExec", "VolumeCreate", "ContainerUpdate"}

var pieces = []string{
	`"`, `\`, `\"`, `\u0000`, `\ud800`, `\udc00`, `\ud83d\ude00`, `\uFFFD`, `\/`, `\x`, `\b`, "\t", "\n", "\x00", "\x7f",
	"\u2028", "\ufeff", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\u017f", "\u212a", "é", "😀",
	`0`, `00`, `-0`, `1e2`, `1E2`, `1.0`, `.5`, `+1`, `-`, `9223372036854775807`, `9223372036854775808`, `-9223372036854775808`,
	`18446744073709551615`, `65535`, `65536`, `0x1`, `NaN`, `Infinity`, `null`, `true`, `false`, `True`, `{}`, `[]`, `[null]`,
	`,`, `:`, `{`, `}`, `[`, `]`, ` `, `//c`, `/**/`, `'`, `"Name":"other",`, `"name":"other",`, `"Labels":{"a":"c"},`,
	`"Privileged":true,`, `"privileged":true,`, `"Env":["Z"],`, `"Memory":1,`, `"memory":1,`, `"Cmd":"sh",`, `"Unknown":1,`,
}

func decode(operation string, body []byte) string {
	var into interface{}
	switch operation {
	case "ContainerExec":
		into = &execCreate{}
	case "VolumeCreate":
		into = &volumeCreate{}
	default:
		into = &containerUpdate{}
	}
	if json.NewDecoder(bytes.NewReader(body)).Decode(into) != nil {
		return "error"
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(into) != nil {
		return "error"
	}
	return base64.StdEncoding.EncodeToString(bytes.TrimSpace(out.Bytes()))
}

func mutate(random *rand.Rand, text string) string {
	for change := random.Intn(3); change >= 0; change-- {
		at := random.Intn(len(text))
		piece := pieces[random.Intn(len(pieces))]
		switch random.Intn(4) {
		case 0:
			text = text[:at] + piece + text[at:]
		case 1:
			text = text[:at] + piece + text[min(len(text), at+len(piece)):]
		case 2:
			text = text[:at] + text[at+1:]
		default:
			// In place of a value.
			from := at
			for from < len(text) && text[from] != ':' {
				from++
			}
			to := from + 1
			for to < len(text) && text[to] != ',' && text[to] != '}' {
				to++
			}
			if from < len(text) && to <= len(text) {
				text = text[:from+1] + piece + text[to:]
			}
		}
	}
	return text
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func main() {
	fmt.Println("# operation, JSON body and what Go's encoding/json reads, in base64; made by src/test/go/corpus.go")
	random := rand.New(rand.NewSource(2026))
	accepted, refused := 0, 0
	for accepted < 1000 || refused < 600 {
		operation := operations[random.Intn(len(operations))]
		body := []byte(mutate(random, seeds[operation][random.Intn(2)]))
		read := decode(operation, body)
		if read == "error" {
			refused++
			if refused > 600 {
				continue
			}
		} else {
			accepted++
			if accepted > 1000 {
				continue
			}
		}
		fmt.Printf("%s\t%s\t%s\n", operation, base64.StdEncoding.EncodeToString(body), read)
	}
}
