package pdftext

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// fileKey decrypts a file that opens without a password: its owner restricted
// printing or copying. (ISO 32000-2, 7.6, the standard security handler.)
type fileKey struct {
	key    []byte
	method name // V2 (RC4), AESV2, AESV3, Identity
}

var passwordPad = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// unlock tries the empty user password.
func (f *file) unlock() error {
	d := f.dict(f.trailer["Encrypt"])
	version, _ := f.number(d["V"])
	revision, _ := f.number(d["R"])
	if f.name(d["Filter"]) != "Standard" || revision < 2 || revision > 6 {
		return ErrEncrypted
	}
	k := &fileKey{method: "V2"}
	if version >= 4 {
		k.method = "Identity"
		filters := f.dict(d["CF"])
		if filter := f.dict(filters[f.name(d["StmF"])]); filter != nil {
			k.method = f.name(filter["CFM"])
		}
	}
	owner, _ := f.get(d["O"]).(str)
	user, _ := f.get(d["U"]).(str)
	if revision >= 5 {
		stored, _ := f.get(d["UE"]).(str)
		k.key = unlock256([]byte(user), []byte(stored), int(revision))
	} else {
		length := 5
		if n, ok := f.number(d["Length"]); ok && version != 1 {
			length = int(min(max(n/8, 5), 16))
		}
		if version >= 4 {
			length = 16
		}
		permissions, _ := f.number(d["P"])
		ids := f.array(f.trailer["ID"])
		var id str
		if len(ids) > 0 {
			id, _ = f.get(ids[0]).(str)
		}
		open := true
		if m, ok := f.get(d["EncryptMetadata"]).(bool); ok {
			open = m
		}
		k.key = unlock128([]byte(owner), []byte(user), []byte(id), uint32(int64(permissions)), int(revision), length, open)
	}
	if k.key == nil {
		return ErrEncrypted
	}
	f.key = k
	clear(f.cache)
	f.cached = 0
	return nil
}

// unlock128 is the key of revisions 2 to 4 (algorithms 2, 4 and 5), nil if a
// password is needed.
func unlock128(owner, user, id []byte, permissions uint32, revision, length int, metadata bool) []byte {
	if len(owner) < 32 || len(user) < 16 {
		return nil
	}
	in := append(append([]byte{}, passwordPad...), owner[:32]...)
	in = append(binary.LittleEndian.AppendUint32(in, permissions), id...)
	if revision >= 4 && !metadata {
		in = append(in, 0xFF, 0xFF, 0xFF, 0xFF)
	}
	sum := md5.Sum(in)
	if revision >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:length])
		}
	}
	key := bytes.Clone(sum[:length])
	check := bytes.Clone(passwordPad)
	if revision >= 3 {
		sum := md5.Sum(append(bytes.Clone(passwordPad), id...))
		check = sum[:]
	}
	rounds := 1
	if revision >= 3 {
		rounds = 20
	}
	for i := range rounds {
		mixed := make([]byte, len(key))
		for j := range key {
			mixed[j] = key[j] ^ byte(i)
		}
		c, err := rc4.NewCipher(mixed)
		if err != nil {
			return nil
		}
		c.XORKeyStream(check, check)
	}
	if !bytes.HasPrefix(user, check) {
		return nil
	}
	return key
}

// unlock256 is the key of revisions 5 and 6 (algorithm 2.A).
func unlock256(user, stored []byte, revision int) []byte {
	if len(user) < 48 || len(stored) < 32 {
		return nil
	}
	hash := hash256
	if revision < 6 {
		hash = func(salt []byte) []byte { s := sha256.Sum256(salt); return s[:] }
	}
	if !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, stored[:32])
	return key
}

// hash256 is algorithm 2.B for the empty password.
func hash256(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for round := 0; ; round++ {
		in := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(in, in)
		rest := 0
		for _, c := range in[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(in)
			k = s[:]
		case 1:
			s := sha512.Sum384(in)
			k = s[:]
		default:
			s := sha512.Sum512(in)
			k = s[:]
		}
		if round >= 63 && int(in[len(in)-1]) <= round-32 {
			return k[:32]
		}
	}
}

// decrypt undoes the encryption of an object's string or stream (algorithm 1).
func (k *fileKey) decrypt(data []byte, object int) []byte {
	key := k.key
	if k.method == "V2" || k.method == "AESV2" {
		in := append(bytes.Clone(key), byte(object), byte(object>>8), byte(object>>16), 0, 0) // generations are 0
		if k.method == "AESV2" {
			in = append(in, "sAlT"...)
		}
		sum := md5.Sum(in)
		key = sum[:min(len(k.key)+5, 16)]
	}
	switch k.method {
	case "V2":
		c, err := rc4.NewCipher(key)
		if err != nil {
			return nil
		}
		out := make([]byte, len(data))
		c.XORKeyStream(out, data)
		return out
	case "AESV2", "AESV3":
		n := len(data) / aes.BlockSize * aes.BlockSize
		block, err := aes.NewCipher(key)
		if err != nil || n < 2*aes.BlockSize {
			return nil
		}
		out := make([]byte, n-aes.BlockSize)
		cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, data[aes.BlockSize:n])
		if pad := int(out[len(out)-1]); pad <= aes.BlockSize && pad <= len(out) {
			out = out[:len(out)-pad]
		}
		return out
	}
	return data
}

func (f *file) decryptStream(s *stream) []byte {
	if f.key == nil || s.object == 0 || f.name(s.dict["Type"]) == "XRef" || f.at[s.object].packed > 0 {
		return s.data
	}
	return f.key.decrypt(s.data, s.object)
}

// decryptStrings decrypts the strings of an object in place, where it can.
func (f *file) decryptStrings(v any, object int) {
	if f.key == nil {
		return
	}
	one := func(v any) any {
		if s, ok := v.(str); ok {
			return str(f.key.decrypt([]byte(s), object))
		}
		f.decryptStrings(v, object)
		return v
	}
	switch v := v.(type) {
	case array:
		for i := range v {
			v[i] = one(v[i])
		}
	case dict:
		for k := range v {
			v[k] = one(v[k])
		}
	case *stream:
		f.decryptStrings(v.dict, object)
	}
}
