package pdftext

// begin begins marked content.
func (p *page) begin(args []any, resources dict) {
	if len(p.marks) >= maxSaved {
		p.marks = append(p.marks[:0], p.marks[1:]...)
	}
	m := mark{}
	if len(args) > 0 {
		m.artifact = args[0] == name("Artifact")
	}
	if len(args) > 1 {
		properties, ok := args[1].(dict)
		if n, named := args[1].(name); named && !ok {
			properties = p.f.dict(p.f.dict(resources["Properties"])[n])
		}
		if s, ok := p.f.get(properties["ActualText"]).(str); ok {
			m.actual = &run{text: textString(s)}
		}
	}
	if m.artifact {
		p.artifact++
	}
	p.marks = append(p.marks, m)
}

// end ends marked content.
func (p *page) end() {
	n := len(p.marks) - 1
	if n < 0 {
		return
	}
	m := p.marks[n]
	p.marks = p.marks[:n]
	if m.artifact {
		p.artifact--
	}
	if m.actual != nil && m.actual.size > 0 && m.actual.text != "" {
		p.add(*m.actual)
	}
}

// form runs the content of a form (8.10).
func (p *page) form(args []any, resources dict, forms int) error {
	if len(args) == 0 || forms >= maxForms {
		return nil
	}
	n, _ := args[0].(name)
	s, ok := p.f.get(p.f.dict(resources["XObject"])[n]).(*stream)
	if !ok || p.f.name(s.dict["Subtype"]) != "Form" {
		return nil
	}
	data, err := p.f.decode(s)
	if err != nil {
		return err
	}
	if own := p.f.dict(s.dict["Resources"]); own != nil {
		resources = own
	}
	before, saved := p.state, p.saved
	p.saved = nil
	if m := p.f.matrix(s.dict["Matrix"]); m != nil {
		p.ctm = m.times(p.ctm)
	}
	err = p.contents(data, resources, forms+1)
	p.state, p.saved = before, saved
	return err
}
