package article

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message"
)

// Bounds of a message. Real ones nest three or four deep.
const (
	maxMailHead  = 1 << 20
	maxMailDepth = 12 // of parts in parts
	maxMessageID = 500
)

// mailField is a first line of a message as it is stored; plain texts with a
// head of ours do not begin so.
var mailField = regexp.MustCompile(`(?i)^(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|ARC-[\w-]+|X-[\w-]+|From|To|Date|Subject|Content-Type|Reply-To|List-[\w-]+): ?`)

// mailSign is a field that only messages have.
var mailSign = regexp.MustCompile(`(?im)^(?:Return-Path|Received|Message-ID|MIME-Version):`)

func looksLikeMail(head []byte) bool { return mailField.Match(head) && mailSign.Match(head) }

// mail reads a message (RFC 5322), or a web page that a browser saved as one.
func (s *Source) mail(in input, br *bufio.Reader, out yieldFunc) {
	if line, _ := br.Peek(5); string(line) == "From " { // cut out of a mailbox
		for prefix := true; prefix; {
			_, more, err := br.ReadLine()
			prefix = more && err == nil
		}
	}
	s.message(in, in.file, 0, br, out)
}

// incoming is a message that is being read.
type incoming struct {
	*members
	parts   int
	html    *mailText // the first
	plain   []mailText
	broken  error  // why it could not be read to its end
	address string // of the saved page
}

type mailText struct {
	data          []byte
	charset       string
	flowed, delsp bool
}

// message reads one message and what is attached to it, whose names go on
// from base. line is where it begins in a mailbox, else 0.
func (s *Source) message(in input, base string, line int, r io.Reader, out yieldFunc) (more bool) {
	e, err := message.ReadWithOptions(r, &message.ReadOptions{MaxHeaderBytes: maxMailHead})
	if e == nil {
		return out(Article{}, reject(in.file, line, mailCause(err)))
	}
	attachments := in
	attachments.file = base
	m := &incoming{members: s.members(attachments, out)}
	m.part(e, err, 0, false)
	if !m.more {
		return false
	}
	a, err := m.article(e.Header, in.ext == ".mht" || in.ext == ".mhtml")
	if err == nil && m.broken != nil {
		m.more = m.more && out(Article{}, &Note{in.file, line, "its end is not read: " + m.broken.Error()})
	}
	if err == nil && a.published == "" && e.Header.Get("Date") != "" && m.address == "" {
		m.more = m.more && out(Article{}, &Note{in.file, line, fmt.Sprintf("its date %.60q is no date", e.Header.Get("Date"))})
	}
	return m.more && s.finish(in.file, line, a, err, out)
}

func mailCause(err error) error {
	switch {
	case errors.Is(err, io.EOF), strings.HasSuffix(err.Error(), "EOF"): // multipart does not wrap it
		return errBreaksOff
	case strings.HasPrefix(err.Error(), "message: malformed MIME header"):
		return fmt.Errorf("no mail: %.100s", strings.TrimSpace(strings.TrimPrefix(err.Error(), "message: ")))
	}
	return err
}

// part reads a part; wrong is what was found in its head. A part of a page
// (related) that is no text is of the page, as a picture in it is.
func (m *incoming) part(e *message.Entity, wrong error, depth int, related bool) {
	m.parts++
	if m.in.left.members--; m.in.left.members < 0 || depth > maxMailDepth {
		m.broken = fmt.Errorf("more parts than a message can have")
		return
	}
	kind, parameters, _ := e.Header.ContentType()
	if strings.HasPrefix(kind, "multipart/") {
		m.multipart(e, depth, kind == "multipart/related")
		return
	}
	disposition, more, _ := e.Header.ContentDisposition()
	name := more["filename"]
	if name == "" {
		name = parameters["name"]
	}
	text := disposition != "attachment" && name == "" && (kind == "text/html" || kind == "text/plain" || kind == "")
	switch {
	case text:
		m.text(e, wrong, kind, parameters)
	case related && name == "" && !strings.HasPrefix(kind, "message/"):
	default:
		m.attachment(e, wrong, kind, name)
	}
}

func (m *incoming) multipart(e *message.Entity, depth int, related bool) {
	parts := e.MultipartReader()
	for m.more && m.broken == nil {
		part, err := parts.NextPart()
		if part == nil {
			if err != nil && !errors.Is(err, io.EOF) {
				m.broken = mailCause(err)
			}
			return
		}
		m.part(part, err, depth+1, related)
	}
}

func (m *incoming) text(e *message.Entity, wrong error, kind string, parameters map[string]string) {
	if message.IsUnknownEncoding(wrong) {
		m.broken = fmt.Errorf("Content-Transfer-Encoding %.40q is not known", e.Header.Get("Content-Transfer-Encoding"))
		return
	}
	data, err := m.s.limited(e.Body)
	if err != nil && len(data) == 0 {
		m.broken = err
		return
	}
	t := mailText{data, parameters["charset"], strings.EqualFold(parameters["format"], "flowed"), strings.EqualFold(parameters["delsp"], "yes")}
	switch {
	case kind != "text/html":
		m.plain = append(m.plain, t)
	case m.html == nil:
		m.html = &t
		if m.address = e.Header.Get("Content-Location"); absoluteURL(m.address) == "" {
			m.address = ""
		}
	default:
		m.skip(fmt.Sprintf("part-%d.html", m.parts), "not the first page of the message")
	}
}

// attachment reads what is attached, as a member of an archive is.
func (m *incoming) attachment(e *message.Entity, wrong error, kind, name string) {
	if name = memberName(decodeField(name)); name == "" {
		name = fmt.Sprintf("part-%d%s", m.parts, endingOf(kind))
	}
	switch {
	case !m.admit(name):
	case message.IsUnknownEncoding(wrong):
		m.reject(name, fmt.Errorf("Content-Transfer-Encoding %.40q is not known", e.Header.Get("Content-Transfer-Encoding")))
	default:
		m.read(name, e.Body)
	}
}

// endingOf is the ending of a file of that media type.
func endingOf(kind string) string {
	switch kind {
	case "message/rfc822":
		return ".eml"
	case "text/plain":
		return ".txt"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	case "application/vnd.oasis.opendocument.text":
		return ".odt"
	}
	_, sub, _ := strings.Cut(kind, "/")
	return "." + sub
}

// article is what the message says: its page, if that reads as one, else its
// plain text.
func (m *incoming) article(h message.Header, saved bool) (r raw, err error) {
	err = errors.New("no text in the message")
	if m.broken != nil {
		err = m.broken
	}
	if m.html != nil {
		r, err = parseHTML(m.html.data, m.html.charset)
	}
	if (err != nil || m.html == nil) && len(m.plain) > 0 {
		r, err = plainMail(m.plain)
	}
	if err != nil {
		return raw{}, err
	}
	if page := h.Get("Snapshot-Content-Location"); saved || page != "" { // head and date are of the saving
		if r.url == "" {
			r.url = absoluteURL(page)
		}
		if r.url == "" {
			r.url = m.address
		}
		if r.title == "" {
			r.title = decodeField(h.Get("Subject"))
		}
		return r, nil
	}
	m.address = ""
	if subject := decodeField(h.Get("Subject")); subject != "" {
		r.title = subject
	}
	if sender := sender(h); sender != "" {
		r.publisher = sender
	}
	r.published = ""
	if date, err := mail.ParseDate(h.Get("Date")); err == nil {
		r.published = date.Format("2006-01-02")
	}
	if lang := h.Get("Content-Language"); lang != "" {
		r.langHint = lang
	}
	if id := strings.Trim(strings.TrimSpace(h.Get("Message-Id")), "<>"); strings.Contains(id, "@") && len(id) < maxMessageID && !strings.ContainsAny(id, " \t<>") {
		r.id = "mid:" + strings.ToValidUTF8(id, "\uFFFD") // RFC 2392
	}
	return r, nil
}

// sender is who the message is from: the name, else the domain.
func sender(h message.Header) string {
	field := h.Get("From")
	if field == "" {
		field = h.Get("Sender")
	}
	parser := mail.AddressParser{WordDecoder: words}
	list, err := parser.ParseList(field)
	if err != nil || len(list) == 0 { // such as a name with a colon in it
		name, _, _ := strings.Cut(decodeField(field), "<")
		return strings.Trim(strings.TrimSpace(name), `"`)
	}
	if list[0].Name != "" {
		return list[0].Name
	}
	return list[0].Address[strings.LastIndexByte(list[0].Address, '@')+1:]
}

// words decodes encoded words (RFC 2047) by the one decision about characters.
var words = &mime.WordDecoder{CharsetReader: func(charset string, input io.Reader) (io.Reader, error) {
	data, err := io.ReadAll(io.LimitReader(input, maxMailHead))
	if err != nil {
		return nil, err
	}
	s, _, err := decode(data, charset, "")
	return strings.NewReader(s), err
}}

// decodeField is a field of a head as text.
func decodeField(field string) string {
	if s, err := words.DecodeHeader(field); err == nil {
		field = s
	}
	s, _, err := decode([]byte(field), "", "")
	if err != nil {
		return strings.ToValidUTF8(field, "\uFFFD")
	}
	return s
}

// plainMail joins the plain texts of a message, without signatures and without
// what it quotes of another.
func plainMail(parts []mailText) (raw, error) {
	var r raw
	var paragraphs []string
	for _, p := range parts {
		s, lost, err := decode(p.data, p.charset, "")
		if err != nil {
			return raw{}, err
		}
		if r.lost.characters == 0 {
			r.lost.line = 0
		}
		r.lost.characters += lost.characters
		paragraphs = append(paragraphs, joinWrapped(s, p.flowed, p.delsp)...)
	}
	r.text = strings.Join(paragraphs, "\n\n")
	return r, nil
}

const signature = "-- " // RFC 3676, 4.3

// joinWrapped makes paragraphs of the lines of a message: those that say that they
// go on (RFC 3676), else those behind which the next word had no room.
func joinWrapped(s string, flowed, delsp bool) (out []string) {
	const widest = 100 // characters; longer lines are not wrapped
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(strings.TrimRight(l, " ")))
	}
	var paragraph strings.Builder
	flush := func() {
		if p := strings.TrimSpace(paragraph.String()); p != "" {
			out = append(out, p)
		}
		paragraph.Reset()
	}
	for i, l := range lines {
		if l == signature {
			break
		}
		if strings.HasPrefix(l, ">") || strings.TrimSpace(l) == "" {
			flush()
			continue
		}
		if flowed {
			l = strings.TrimPrefix(l, " ") // stuffed
		}
		text := strings.TrimSpace(l)
		paragraph.WriteString(text)
		switch {
		case flowed && strings.HasSuffix(l, " "):
			if !delsp {
				paragraph.WriteByte(' ')
			}
		case !flowed && width <= widest && i+1 < len(lines) && wrapped(text, lines[i+1], width):
			paragraph.WriteByte(' ')
		default:
			flush()
		}
	}
	flush()
	return out
}

// wrapped reports whether next was begun because its first word had no room
// behind text.
func wrapped(text, next string, width int) bool {
	word, _, _ := strings.Cut(next, " ")
	return word != "" && !strings.HasPrefix(next, ">") && utf8.RuneCountInString(text)+1+utf8.RuneCountInString(word) > width
}
